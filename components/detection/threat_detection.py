"""The services that find threats, vulnerabilities and unwanted access, in every region."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.detection.access_analyzer import ZoneOfTrust, analyze_access
from soc2_baseline.components.detection.coverage import (
    Coverage,
    DetectionService,
    coverage,
    findings_region,
    not_offered_problems,
)
from soc2_baseline.components.detection.guardduty import watch_threats
from soc2_baseline.components.detection.inspector import scan_software
from soc2_baseline.components.detection.macie import watch_buckets
from soc2_baseline.components.detection.security_hub import check_standards
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.region_checks import region_problems
from soc2_baseline.core.errors import ConfigError

__all__ = ["DetectionService", "ThreatDetection", "ThreatDetectionArgs", "ZoneOfTrust", "resolve"]

UNUSED_ACCESS_DAYS = 90


class ThreatDetectionArgs(TypedDict):
    """Arguments of :class:`ThreatDetection`."""

    environment: EnvironmentArgs
    """The account; its region is the home region, where findings come together."""
    regions: list[str]
    """All enabled regions, the home region among them."""
    not_offered: NotRequired[dict[str, dict[str, str]]]
    """Service (guardduty, security-hub, inspector, macie, access-analyzer) or part of one (such as
    guardduty/RDS_LOGIN_EVENTS, inspector/LAMBDA_CODE) to region to the reason why AWS does not
    offer it there; beyond what ``core/knowledge/detection_regions.toml`` says."""
    zone_of_trust: NotRequired[ZoneOfTrust]
    """The zone from which access is not external: ``ACCOUNT`` by default, or ``ORGANIZATION`` in an
    account that administers Access Analyzer."""
    unused_access_days: NotRequired[int]
    """Days after which access that nobody uses is a finding, 1 to 90; 90 by default."""


@dataclass(frozen=True)
class ThreatDetectionPlan:
    """The checked arguments of ThreatDetection."""

    environment: Environment
    coverage: Coverage
    findings_region: str | None
    zone: ZoneOfTrust
    unused_days: int

    def regions(self, service: DetectionService) -> tuple[str, ...]:
        return self.coverage.regions[service]


def resolve(args: ThreatDetectionArgs) -> ThreatDetectionPlan:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = "ThreatDetection"
    args, environment, _ = placed(args, ThreatDetectionArgs, place)
    regions = list(args["regions"])
    not_offered = args.get("not_offered") or {}
    zone = args.get("zone_of_trust", ZoneOfTrust.ACCOUNT)
    unused_days = args.get("unused_access_days", UNUSED_ACCESS_DAYS)
    problems = [
        *region_problems(environment, regions, f"{place}: regions"),
        *not_offered_problems(place, environment, regions, not_offered),
    ]
    if not 1 <= unused_days <= UNUSED_ACCESS_DAYS:
        problems.append(
            f"{place}: unused_access_days {unused_days!r}; accepted are 1 to {UNUSED_ACCESS_DAYS}"
        )
    if problems:
        raise ConfigError(problems)
    return ThreatDetectionPlan(
        environment,
        coverage(regions, not_offered),
        findings_region(environment, regions),
        zone,
        unused_days,
    )


class ThreatDetection(BaselineComponent, area="detection"):
    """Detection of threats and weaknesses in an account (CC6.3, CC6.8, CC7.1, CC7.2, C1.1).

    Provisions in every region: an Amazon GuardDuty detector with all protection plans and agents
    that it manages itself (S3, EKS audit logs, malware in volumes, database logins, function
    traffic, Runtime Monitoring); AWS Security Hub with AWS's own standard (FSBP) and the CIS
    benchmark 5.0.0, one finding for each control; Amazon Inspector for instances, images, functions
    and their code; an Amazon Macie session; an analyzer of access from outside. In the home region
    the findings of all regions come together (where AWS does not enable it by default, in the
    first region that it does), and one analyzer finds access that nobody has used for 90 days.
    Findings are published every 15 minutes, and the services protected from deletion as the
    profile says, since their findings would go with them. Every region has every service, or is
    named in ``left_out`` with the reason.

    Costs:
        GuardDuty and Macie by the events, volumes and buckets that they look at, Security Hub by
        checks and findings, Inspector by instances, images and functions, the analyzer of unused
        access by roles and users.
        A region in which nothing happens costs next to nothing.

    Leaves out:
        Notifying people: see IncidentRouting. What Security Hub's checks read: see ConfigRecorder.
        Archiving findings, which these services keep for a limited time only. Macie's automated
        discovery, which has no resource, and GuardDuty's plans AI_PROTECTION and AI_ANALYST.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    detector_ids: dict[str, pulumi.Output[str]]
    """Ids of the GuardDuty detectors by region."""
    hub_arns: dict[str, pulumi.Output[str]]
    """ARNs of the Security Hub hubs by region."""
    analyzer_arns: dict[str, pulumi.Output[str]]
    """ARNs of the analyzers of external access by region."""
    findings_region: str
    """The region where the findings of all come together; empty where none of them can."""
    left_out: dict[str, str]
    """``<service> <region>`` or ``<service>/<part> <region>`` for what a region lacks, and why."""

    def __init__(
        self, name: str, args: ThreatDetectionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        detectors = watch_threats(self, plan.coverage)
        hubs = check_standards(
            self, plan.regions(DetectionService.SECURITY_HUB), plan.findings_region
        )
        scan_software(self, plan.coverage)
        watch_buckets(self, plan.regions(DetectionService.MACIE))
        analyzers = analyze_access(
            self, plan.regions(DetectionService.ACCESS_ANALYZER), plan.zone, plan.unused_days
        )
        self.detector_ids = {region: detector.id for region, detector in detectors.items()}
        self.hub_arns = {region: hub.arn for region, hub in hubs.items()}
        self.analyzer_arns = {region: analyzer.arn for region, analyzer in analyzers.items()}
        self.findings_region = plan.findings_region or ""
        self.left_out = dict(plan.coverage.left_out)
        self.finish(
            {
                "detectorIds": self.detector_ids,
                "hubArns": self.hub_arns,
                "analyzerArns": self.analyzer_arns,
                "findingsRegion": self.findings_region,
                "leftOut": self.left_out,
            }
        )
