"""Amazon Inspector in every region: scans of software for known vulnerabilities.

Source: Amazon Inspector user guide: scan types, Regions and endpoints.
"""

import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.detection.coverage import Coverage, DetectionService

_ENABLER = "aws:inspector2/enabler:Enabler"


def scan_software(host: BaselineComponent, coverage: Coverage) -> None:
    """Enable scans of instances, images, functions and, where AWS offers it, code of functions."""
    if not host.offers(_ENABLER):
        return
    for region in coverage.regions[DetectionService.INSPECTOR]:
        aws.inspector2.Enabler(
            f"{host.name}-{region}",
            account_ids=[host.environment.account_id],
            resource_types=coverage.parts(DetectionService.INSPECTOR, region),
            region=region,
            opts=host.child(delete_before_replace=True),
        )
