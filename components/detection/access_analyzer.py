"""IAM Access Analyzer: who from outside has access, and who has access without using it.

Source: IAM user guide: findings for external and unused access; an analyzer of external access sees
its own region, one of unused access all of IAM, and is charged by roles and users.
"""

from collections.abc import Sequence
from enum import StrEnum

import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent

_ANALYZER = "aws:accessanalyzer/analyzer:Analyzer"


class ZoneOfTrust(StrEnum):
    """The zone of trust: access from inside it is not external."""

    ACCOUNT = "ACCOUNT"
    ORGANIZATION = "ORGANIZATION"


def analyze_access(
    host: BaselineComponent, regions: Sequence[str], zone: ZoneOfTrust, unused_days: int
) -> dict[str, aws.accessanalyzer.Analyzer]:
    """Make an analyzer of external access for each region, and one of unused access at home."""
    if not host.offers(_ANALYZER):
        return {}
    found = {region: _external(host, region, zone) for region in regions}
    home = host.environment.region
    unused = aws.accessanalyzer.AnalyzerConfigurationUnusedAccessArgs(unused_access_age=unused_days)
    aws.accessanalyzer.Analyzer(
        f"{host.name}-unused",
        analyzer_name=host.physical_name("unused-access"),
        type=f"{zone.value}_UNUSED_ACCESS",
        configuration=aws.accessanalyzer.AnalyzerConfigurationArgs(unused_access=unused),
        region=home,
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
    return found


def _external(
    host: BaselineComponent, region: str, zone: ZoneOfTrust
) -> aws.accessanalyzer.Analyzer:
    return aws.accessanalyzer.Analyzer(
        f"{host.name}-{region}",
        analyzer_name=host.physical_name("external-access"),
        type=zone.value,
        region=region,
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
