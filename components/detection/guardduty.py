"""Amazon GuardDuty in every region, with every protection plan.

Source: Amazon GuardDuty user guide: protection plans, Runtime Monitoring, frequency of publishing.
"""

import pulumi_aws as aws
from pulumi_aws.guardduty import DetectorFeatureAdditionalConfigurationArgs as Additional

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.detection.coverage import Coverage, DetectionService

RUNTIME_MONITORING = "RUNTIME_MONITORING"
AGENTS = ("EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT")
"""Workloads on which GuardDuty itself installs the agent of Runtime Monitoring."""

_DETECTOR = "aws:guardduty/detector:Detector"
_FEATURE = "aws:guardduty/detectorFeature:DetectorFeature"


def watch_threats(host: BaselineComponent, coverage: Coverage) -> dict[str, aws.guardduty.Detector]:
    """Make a detector for each region."""
    if not host.offers(_DETECTOR):
        return {}
    regions = coverage.regions[DetectionService.GUARDDUTY]
    detectors = {region: _detector(host, region) for region in regions}
    if host.offers(_FEATURE):
        for region, detector in detectors.items():
            plans = coverage.parts(DetectionService.GUARDDUTY, region)
            _protect(host, region, detector, plans)
    return detectors


def _detector(host: BaselineComponent, region: str) -> aws.guardduty.Detector:
    return aws.guardduty.Detector(
        f"{host.name}-{region}",
        enable=True,
        finding_publishing_frequency="FIFTEEN_MINUTES",
        region=region,
        tags=host.tags,
        # Its findings go with it.
        opts=host.stateful_child(delete_before_replace=True),
    )


def _protect(
    host: BaselineComponent, region: str, detector: aws.guardduty.Detector, plans: list[str]
) -> None:
    for feature in plans:
        agents = AGENTS if feature == RUNTIME_MONITORING else ()
        aws.guardduty.DetectorFeature(
            f"{host.name}-{feature.lower().replace('_', '-')}-{region}",
            detector_id=detector.id,
            name=feature,
            status="ENABLED",
            additional_configurations=[Additional(name=name, status="ENABLED") for name in agents]
            or None,
            region=region,
            opts=host.child(),
        )
