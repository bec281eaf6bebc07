from typing import Any

from soc2_baseline.components.detection.threat_detection import (
    ThreatDetection,
    ThreatDetectionArgs,
    ZoneOfTrust,
)
from tests.support.arguments import PROD, SANDBOX
from tests.support.recorder import Recorded, Recording, record

REGIONS = ["eu-central-1", "eu-west-1", "eu-south-2"]
ARGS: ThreatDetectionArgs = {"environment": PROD, "regions": REGIONS}


def made(**changed: Any) -> Recording:
    args: ThreatDetectionArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: ThreatDetection("threats", args))


def by_region(found: list[Recorded]) -> dict[str, list[Recorded]]:
    regions: dict[str, list[Recorded]] = {}
    for resource in found:
        assert resource.name.endswith(f"-{resource.inputs['region']}")
        regions.setdefault(resource.inputs["region"], []).append(resource)
    return regions


def test_guardduty_watches_every_region() -> None:
    detectors = by_region(made().of("guardduty.Detector"))
    assert list(detectors) == REGIONS
    for (detector,) in detectors.values():
        assert detector.inputs["enable"] is True
        assert detector.inputs["findingPublishingFrequency"] == "FIFTEEN_MINUTES"
        assert detector.inputs["tags"]["tenant"] == "shared"
        assert detector.protect


def test_guardduty_has_every_protection_plan() -> None:
    recording = made()
    features = by_region(recording.of("guardduty.DetectorFeature"))
    for region in REGIONS:
        assert {f.inputs["name"] for f in features[region]} == {
            "S3_DATA_EVENTS",
            "EKS_AUDIT_LOGS",
            "EBS_MALWARE_PROTECTION",
            "RDS_LOGIN_EVENTS",
            "LAMBDA_NETWORK_LOGS",
            "RUNTIME_MONITORING",
        }
        assert {f.inputs["status"] for f in features[region]} == {"ENABLED"}
        (detector,) = by_region(recording.of("guardduty.Detector"))[region]
        needed = [f.registration.property_dependencies["detectorId"] for f in features[region]]
        assert all(urns == (detector.urn,) for urns in needed)


def test_guardduty_installs_its_agents_itself() -> None:
    feature = made().one("guardduty.DetectorFeature", "threats-runtime-monitoring-eu-west-1")
    agents = {a["name"]: a["status"] for a in feature.inputs["additionalConfigurations"]}
    assert agents == {
        "EKS_ADDON_MANAGEMENT": "ENABLED",
        "ECS_FARGATE_AGENT_MANAGEMENT": "ENABLED",
        "EC2_AGENT_MANAGEMENT": "ENABLED",
    }


def test_security_hub_checks_both_standards_everywhere() -> None:
    recording = made()
    for region, (hub,) in by_region(recording.of("securityhub.Account")).items():
        assert hub.inputs == {
            "enableDefaultStandards": False,
            "autoEnableControls": True,
            "controlFindingGenerator": "SECURITY_CONTROL",
            "region": region,
        }
    subscriptions = by_region(recording.of("securityhub.StandardsSubscription"))
    for region in REGIONS:
        assert {s.inputs["standardsArn"] for s in subscriptions[region]} == {
            f"arn:aws:securityhub:{region}::standards/"
            "aws-foundational-security-best-practices/v/1.0.0",
            f"arn:aws:securityhub:{region}::standards/cis-aws-foundations-benchmark/v/5.0.0",
        }


def test_findings_come_together_at_home() -> None:
    aggregator = made().one("securityhub.FindingAggregator", "threats-findings").inputs
    assert aggregator == {"linkingMode": "ALL_REGIONS", "region": "eu-central-1"}


def test_findings_come_together_where_aws_lets_them() -> None:
    at = {**PROD, "region": "eu-south-2"}
    recording = made(environment=at)
    aggregator = recording.one("securityhub.FindingAggregator")
    assert aggregator.inputs["region"] == "eu-central-1"
    hub = recording.one("securityhub.Account", "threats-eu-central-1")
    assert hub.urn in aggregator.registration.dependencies
    assert recording.all[1].outputs["findingsRegion"] == "eu-central-1"
    alone = made(environment=at, regions=["eu-south-2"])
    assert not alone.of("securityhub.FindingAggregator")
    assert alone.all[1].outputs["findingsRegion"] == ""


def test_inspector_scans_what_the_region_offers() -> None:
    enablers = by_region(made().of("inspector2.Enabler"))
    scans = {region: one.inputs["resourceTypes"] for region, (one,) in enablers.items()}
    assert scans == {
        "eu-central-1": ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"],
        "eu-west-1": ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"],
        "eu-south-2": ["EC2", "ECR", "LAMBDA"],
    }
    assert enablers["eu-west-1"][0].inputs["accountIds"] == ["123456789012"]


def test_macie_watches_where_it_is_offered() -> None:
    sessions = by_region(made().of("macie2.Account"))
    assert list(sessions) == ["eu-central-1", "eu-west-1"]
    for (session,) in sessions.values():
        assert session.inputs["status"] == "ENABLED"
        assert session.inputs["findingPublishingFrequency"] == "FIFTEEN_MINUTES"


def test_external_access_is_analyzed_everywhere_and_unused_access_once() -> None:
    analyzers = made().of("accessanalyzer.Analyzer")
    external = [a for a in analyzers if a.inputs["type"] == "ACCOUNT"]
    assert list(by_region(external)) == REGIONS
    (unused,) = [a for a in analyzers if a not in external]
    assert unused.inputs["type"] == "ACCOUNT_UNUSED_ACCESS"
    assert unused.inputs["region"] == "eu-central-1"
    assert unused.inputs["configuration"] == {"unusedAccess": {"unusedAccessAge": 90}}
    names = {(a.inputs["region"], a.inputs["analyzerName"]) for a in analyzers}
    assert len(names) == len(analyzers)


def test_an_organization_is_one_zone_of_trust() -> None:
    recording = made(zone_of_trust=ZoneOfTrust.ORGANIZATION, unused_access_days=45)
    kinds = {a.inputs["type"] for a in recording.of("accessanalyzer.Analyzer")}
    assert kinds == {"ORGANIZATION", "ORGANIZATION_UNUSED_ACCESS"}
    unused = recording.one("accessanalyzer.Analyzer", "threats-unused")
    assert unused.inputs["configuration"]["unusedAccess"]["unusedAccessAge"] == 45


def test_types_that_are_not_offered_are_left_out() -> None:
    lacking = {
        "aws:guardduty/detector:Detector": "no",
        "aws:securityhub/standardsSubscription:StandardsSubscription": "no",
        "aws:securityhub/findingAggregator:FindingAggregator": "no",
        "aws:inspector2/enabler:Enabler": "no",
        "aws:macie2/account:Account": "no",
        "aws:accessanalyzer/analyzer:Analyzer": "no",
    }
    recording = made(environment={**PROD, "unavailable_types": lacking})
    types = {r.type for r in recording if r.type.startswith("aws:")}
    assert types == {"aws:securityhub/account:Account"}
    without_hub = {"aws:securityhub/account:Account": "no"}
    recording = made(environment={**PROD, "unavailable_types": without_hub})
    assert not [r for r in recording if r.type.startswith("aws:securityhub")]
    without_features = {"aws:guardduty/detectorFeature:DetectorFeature": "no"}
    recording = made(environment={**PROD, "unavailable_types": without_features})
    assert len(recording.of("guardduty.Detector")) == 3
    assert not recording.of("guardduty.DetectorFeature")


def test_sandbox_can_be_destroyed() -> None:
    assert not any(resource.protect for resource in made(environment=SANDBOX))


def test_outputs_tell_what_watches_and_what_does_not() -> None:
    _stack, component, *children = made().all
    assert component.type == "soc2:detection:ThreatDetection"
    assert {child.parent for child in children} == {component.urn}
    for output in ("detectorIds", "hubArns", "analyzerArns"):
        assert set(component.outputs[output]) == set(REGIONS)
    assert set(component.outputs["leftOut"]) == {
        "macie eu-south-2",
        "inspector/LAMBDA_CODE eu-south-2",
    }
