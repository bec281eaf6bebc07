from typing import Any

import botocore.session
import pytest

from soc2_baseline.components.detection.coverage import (
    DetectionService,
    coverage,
    findings_region,
    global_region,
)
from soc2_baseline.components.detection.threat_detection import ThreatDetectionArgs, resolve
from soc2_baseline.components.environment import EnvironmentArgs, resolve_environment
from soc2_baseline.components.regions import REGIONS
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.knowledge.tables import table
from tests.support.arguments import PROD

ARGS: ThreatDetectionArgs = {
    "environment": PROD,
    "regions": ["eu-central-1", "eu-west-1", "eu-south-2"],
}


def problems(**changed: Any) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]
    return list(caught.value.problems)


def test_every_region_has_every_service_or_a_reason() -> None:
    regions = list(REGIONS)
    found = coverage(regions, {"guardduty": {"ca-west-1": "not yet"}})
    for service in DetectionService:
        for region in regions:
            missing = f"{service} {region}" in found.left_out
            assert missing != (region in found.regions[service]), (service, region)
    assert all(found.left_out.values())


def test_what_aws_does_not_offer_is_left_out() -> None:
    plan = resolve(ARGS)
    assert plan.regions(DetectionService.MACIE) == ("eu-central-1", "eu-west-1")
    assert plan.regions(DetectionService.GUARDDUTY) == tuple(ARGS["regions"])
    left_out = plan.coverage.left_out
    assert list(left_out) == ["macie eu-south-2", "inspector/LAMBDA_CODE eu-south-2"]
    assert "as of 20" in left_out["macie eu-south-2"]


def test_a_region_may_lack_a_service_for_a_reason() -> None:
    plan = resolve({**ARGS, "not_offered": {"inspector": {"eu-west-1": "sovereign"}}})
    assert plan.regions(DetectionService.INSPECTOR) == ("eu-central-1", "eu-south-2")
    assert plan.coverage.left_out["inspector eu-west-1"] == "sovereign"


def test_a_region_may_lack_a_part_for_a_reason() -> None:
    plan = resolve({**ARGS, "not_offered": {"guardduty/RDS_LOGIN_EVENTS": {"eu-west-1": "new"}}})
    assert "RDS_LOGIN_EVENTS" not in plan.coverage.parts(DetectionService.GUARDDUTY, "eu-west-1")
    assert "RDS_LOGIN_EVENTS" in plan.coverage.parts(DetectionService.GUARDDUTY, "eu-central-1")
    assert plan.coverage.left_out["guardduty/RDS_LOGIN_EVENTS eu-west-1"] == "new"


def test_parts_follow_the_region() -> None:
    found = coverage(["eu-central-1", "eu-south-2", "ca-west-1"], {})
    assert "LAMBDA_CODE" in found.parts(DetectionService.INSPECTOR, "eu-central-1")
    assert found.parts(DetectionService.INSPECTOR, "eu-south-2") == ["EC2", "ECR", "LAMBDA"]
    assert len(found.parts(DetectionService.GUARDDUTY, "eu-central-1")) == 6
    assert "RUNTIME_MONITORING" not in found.parts(DetectionService.GUARDDUTY, "ca-west-1")


@pytest.mark.parametrize(
    ("home", "others", "findings", "recorded"),
    [
        ("eu-central-1", ["eu-west-1"], "eu-central-1", "eu-central-1"),
        ("eu-south-1", ["eu-south-2", "eu-west-1"], "eu-west-1", "eu-south-1"),
        ("eu-central-2", ["eu-south-1", "eu-west-1"], "eu-west-1", "eu-south-1"),
        ("eu-central-2", ["eu-south-2"], None, None),
        ("us-gov-west-1", [], "us-gov-west-1", "us-gov-west-1"),
    ],
)
def test_a_home_region_that_aws_does_not_enable_by_default(
    home: str, others: list[str], findings: str | None, recorded: str | None
) -> None:
    args: EnvironmentArgs = {**PROD, "region": home}
    environment = resolve_environment(args)
    assert findings_region(environment, [home, *others]) == findings
    assert global_region(environment, [home, *others]) == recorded


@pytest.mark.parametrize(
    ("service", "endpoint"),
    [
        (DetectionService.GUARDDUTY, "guardduty"),
        (DetectionService.SECURITY_HUB, "securityhub"),
        (DetectionService.INSPECTOR, "inspector2"),
        (DetectionService.MACIE, "macie2"),
        (DetectionService.ACCESS_ANALYZER, "accessanalyzer"),
    ],
)
def test_regions_without_a_service_are_those_without_an_endpoint(
    service: DetectionService, endpoint: str
) -> None:
    session = botocore.session.get_session()
    have = {
        region
        for partition in set(REGIONS.values())
        for region in session.get_available_regions(endpoint, partition)
    }
    lacking = table("detection_regions").facts["services"][service]
    assert set(lacking) == set(REGIONS) - have


def test_regions_of_parts_are_known() -> None:
    for kind in ("guardduty-features", "inspector-scans", "config"):
        for part, regions in table("detection_regions").facts[kind].items():
            assert set(regions) <= set(REGIONS), part


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"region": []}, "region is unknown"),
        ({"regions": ["eu-west-1"]}, "regions lacks 'eu-central-1'"),
        ({"regions": ["eu-central-1", "eu-central-1"]}, "'eu-central-1' is listed 2 times"),
        ({"regions": ["eu-central-1", "moon-1"]}, "regions: 'moon-1' is unknown"),
        ({"regions": ["eu-central-1", "us-gov-east-1"]}, "is a region of aws-us-gov"),
        ({"not_offered": {"detective": {}}}, "not_offered['detective']; accepted are guardduty, "),
        (
            {"not_offered": {"macie": {"eu-west-2": "no"}}},
            "not_offered['macie']: 'eu-west-2' is not enabled; accepted are eu-central-1, ",
        ),
        ({"not_offered": {"macie": {"eu-west-1": " "}}}, "['eu-west-1'] is empty"),
        (
            {"not_offered": {"guardduty": {"eu-central-1": "no"}}},
            "'eu-central-1' is the home region; accepted are the others",
        ),
        ({"zone_of_trust": "WORLD"}, "zone_of_trust is 'WORLD'; input should be 'ACCOUNT' or"),
        ({"unused_access_days": 365}, "unused_access_days 365; accepted are 1 to 90"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    found = problems(**changed)
    assert [problem for problem in found if message in problem], found


def test_all_problems_come_together() -> None:
    found = problems(regions=["moon-1"], unused_access_days=0)
    assert len(found) == 3
