"""Amazon Macie in every region that has it: buckets are watched, and searched for personal data.

Source: Amazon Macie user guide: getting started, publishing of findings.
"""

from collections.abc import Sequence

import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent

_ACCOUNT = "aws:macie2/account:Account"


def watch_buckets(host: BaselineComponent, regions: Sequence[str]) -> None:
    """Make a session for each region."""
    if not host.offers(_ACCOUNT):
        return
    for region in regions:
        aws.macie2.Account(
            f"{host.name}-{region}",
            status="ENABLED",
            finding_publishing_frequency="FIFTEEN_MINUTES",
            region=region,
            opts=host.stateful_child(delete_before_replace=True),
        )
