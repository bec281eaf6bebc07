"""AWS Security Hub in every region, its findings together in the home region.

Source: AWS Security Hub user guide: standards, consolidated control findings, cross-Region
aggregation.
"""

from collections.abc import Sequence

import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent

STANDARDS = {
    "fsbp": "aws-foundational-security-best-practices/v/1.0.0",
    "cis": "cis-aws-foundations-benchmark/v/5.0.0",
}

_HUB = "aws:securityhub/account:Account"
_SUBSCRIPTION = "aws:securityhub/standardsSubscription:StandardsSubscription"
_AGGREGATOR = "aws:securityhub/findingAggregator:FindingAggregator"


def check_standards(
    host: BaselineComponent, regions: Sequence[str], findings_region: str | None
) -> dict[str, aws.securityhub.Account]:
    """Make a hub with both standards for each region, and one place for all findings."""
    if not host.offers(_HUB):
        return {}
    hubs = {region: _hub(host, region) for region in regions}
    if host.offers(_SUBSCRIPTION):
        for region, hub in hubs.items():
            _subscribe(host, region, hub)
    if findings_region in hubs and host.offers(_AGGREGATOR):
        aws.securityhub.FindingAggregator(
            f"{host.name}-findings",
            # Of regions too that are enabled, or opened by AWS, after this was deployed.
            linking_mode="ALL_REGIONS",
            region=findings_region,
            opts=host.child(depends_on=[hubs[findings_region]], delete_before_replace=True),
        )
    return hubs


def _hub(host: BaselineComponent, region: str) -> aws.securityhub.Account:
    return aws.securityhub.Account(
        f"{host.name}-{region}",
        # The defaults are AWS's standard and version 1.2.0 of the benchmark.
        enable_default_standards=False,
        auto_enable_controls=True,
        control_finding_generator="SECURITY_CONTROL",
        region=region,
        opts=host.stateful_child(delete_before_replace=True),
    )


def _subscribe(host: BaselineComponent, region: str, hub: aws.securityhub.Account) -> None:
    for word, path in STANDARDS.items():
        aws.securityhub.StandardsSubscription(
            f"{host.name}-{word}-{region}",
            standards_arn=host.environment.arn(
                "securityhub", f"standards/{path}", region=region, account=""
            ),
            region=region,
            opts=host.child(depends_on=[hub]),
        )
