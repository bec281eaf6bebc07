"""Controls that a region may lack, each with the reason; see ``components.account.coverage``."""

from collections.abc import Mapping

from soc2_baseline.components.detection.threat_detection import DetectionService
from soc2_baseline.core.knowledge.tables import table
from soc2_baseline.stacks.account.settings import AccountStackSettings

_TYPES = {
    DetectionService.GUARDDUTY: "aws:guardduty/* *",
    DetectionService.SECURITY_HUB: "aws:securityhub/* *",
    DetectionService.INSPECTOR: "aws:inspector2/* *",
    DetectionService.MACIE: "aws:macie2/* *",
    DetectionService.ACCESS_ANALYZER: "aws:accessanalyzer/* *",
}
_FEATURE = "aws:guardduty/detectorFeature:DetectorFeature"


def excused(settings: AccountStackSettings, left_out: Mapping[str, str]) -> dict[str, list[str]]:
    """Return patterns of controls, each with the regions that need none.

    Args:
        settings: the stack's own.
        left_out: ``<service> <region>`` and the reason, as ThreatDetection says.
    """
    found = {"aws:ec2/default* *": settings.regions_without_default_vpc}
    lacking: Mapping[str, list[str]] = table("detection_regions").facts["guardduty-features"]
    for feature, regions in lacking.items():
        found[f"{_FEATURE} *-{feature.lower().replace('_', '-')}"] = regions
    for service, pattern in _TYPES.items():
        pairs = [key.split() for key in left_out]
        found.setdefault(pattern, []).extend(region for name, region in pairs if name == service)
    return found
