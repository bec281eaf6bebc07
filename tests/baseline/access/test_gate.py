import datetime
import json
from pathlib import Path
from typing import Any

import boto3
import pytest
import yaml
from botocore.stub import ANY, Stubber

from soc2_baseline.baseline.access.break_glass import enabled_regions, uses
from soc2_baseline.core.access import break_glass_register as reviews
from soc2_baseline.core.access.break_glass_register import Use
from soc2_baseline.core.errors import ConfigError, Unreadable

ROLE = "arn:aws:iam::123456789012:role/shared-account-break-glass"
NAME = ROLE.rpartition("/")[2]
AT = datetime.datetime(2026, 11, 20, 4, 0, tzinfo=datetime.UTC)
SINCE = AT - datetime.timedelta(days=30)
DEV = "arn:aws:iam::123456789012:user/dev"


def event(name: str, number: int = 1, **detail: Any) -> dict[str, Any]:
    asked = {"roleName": NAME} if name == "UpdateAssumeRolePolicy" else {"roleArn": ROLE}
    told = {"requestParameters": asked, "userIdentity": {"arn": DEV}, **detail}
    return {
        "EventId": f"event-{number}",
        "EventName": name,
        "EventTime": AT + datetime.timedelta(minutes=number),
        "CloudTrailEvent": json.dumps(told),
    }


class Trails:
    """CloudTrail clients whose answers botocore checks against the service's model."""

    def __init__(self, **answers: list[dict[str, Any]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, region: str) -> Any:
        client = boto3.client(
            "cloudtrail", region, aws_access_key_id="test", aws_secret_access_key="test"
        )
        stub = Stubber(client)
        for name in [ROLE, NAME] if region == "us-east-1" else [ROLE]:
            self.asked.append(f"{region} {name}")
            found = self.answers.get(region.replace("-", "_"), [])
            expected = {
                "LookupAttributes": [{"AttributeKey": "ResourceName", "AttributeValue": name}],
                "StartTime": ANY,
            }
            matching = [
                e for e in found if (e["EventName"] == "UpdateAssumeRolePolicy") == (name == NAME)
            ]
            stub.add_response("lookup_events", {"Events": matching}, expected)
        stub.activate()
        return client


def found(trails: Trails, *regions: str) -> list[Use]:
    return uses(trails, ROLE, regions, SINCE)


def test_every_region_is_asked_and_iams_own() -> None:
    trails = Trails()
    assert found(trails, "eu-central-1", "eu-west-1") == []
    assert trails.asked == [
        f"eu-central-1 {ROLE}",
        f"eu-west-1 {ROLE}",
        f"us-east-1 {ROLE}",
        f"us-east-1 {NAME}",
    ]


def test_taking_and_opening_the_role_are_uses() -> None:
    trails = Trails(
        eu_central_1=[event("AssumeRole", 2)], us_east_1=[event("UpdateAssumeRolePolicy", 1)]
    )
    first, second = found(trails, "eu-central-1")
    assert (first.what, first.region) == ("UpdateAssumeRolePolicy", "us-east-1")
    assert (second.what, second.role, second.user) == ("AssumeRole", NAME, DEV)


@pytest.mark.parametrize(
    "other",
    [
        event("AssumeRole", errorCode="AccessDenied"),
        event("AssumeRole", requestParameters={"roleArn": f"{ROLE}-other"}),
        event("GetRole"),
        event("AssumeRole", requestParameters=None),
    ],
)
def test_refused_and_other_events_are_no_use(other: dict[str, Any]) -> None:
    assert found(Trails(eu_central_1=[other]), "eu-central-1") == []


def test_a_region_that_does_not_answer_is_not_empty() -> None:
    def refusing(region: str) -> Any:
        client = boto3.client(
            "cloudtrail", region, aws_access_key_id="test", aws_secret_access_key="test"
        )
        stub = Stubber(client)
        stub.add_client_error("lookup_events", "AccessDeniedException")
        stub.activate()
        return client

    with pytest.raises(Unreadable, match="CloudTrail of eu-central-1 cannot be read"):
        uses(refusing, ROLE, ["eu-central-1"], SINCE)


def test_no_enabled_region_is_forgotten() -> None:
    client = boto3.client(
        "ec2", "us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
    )
    stub = Stubber(client)
    names = [{"RegionName": "eu-central-1"}, {"RegionName": "us-east-1"}]
    stub.add_response("describe_regions", {"Regions": names})
    stub.add_client_error("describe_regions", "UnauthorizedOperation")
    stub.activate()
    assert enabled_regions(client) == ["eu-central-1", "us-east-1"]
    with pytest.raises(Unreadable, match="the enabled regions cannot be read"):
        enabled_regions(client)


def entry(**more: Any) -> dict[str, Any]:
    return {
        "event": "event-1",
        "role": NAME,
        "used-by": "dev",
        "used-at": "2026-11-20T04:01:00Z",
        **more,
    }


REVIEWED = {
    "reviewer": "lead",
    "reviewed": "2026-11-21",
    "ticket": "INC-7",
    "conclusion": "Restarted the broker; nothing else was changed.",
}
USE = Use("event-1", "AssumeRole", NAME, DEV, AT, "eu-central-1")


def register(tmp_path: Path, *entries: dict[str, Any]) -> reviews.Reviews:
    file = tmp_path / reviews.FILE_NAME
    file.write_text(yaml.safe_dump(list(entries)))
    return reviews.load(file)


def test_only_a_review_by_another_lets_a_deployment_go_on(tmp_path: Path) -> None:
    assert reviews.Reviews().problem(USE) == "is not in the register"
    assert register(tmp_path, entry()).problem(USE) == "has no review"
    assert register(tmp_path, entry(**REVIEWED)).problem(USE) is None
    # The register may name the user as anybody; CloudTrail knows.
    hidden = entry(**{**REVIEWED, "reviewer": "dev", "used-by": "somebody"})
    assert register(tmp_path, hidden).problem(USE) == "was reviewed by its user, dev"


def test_open_entries_are_told(tmp_path: Path) -> None:
    found = register(tmp_path, entry(), entry(event="event-2", **REVIEWED))
    assert [open_entry.event for open_entry in found.open] == ["event-1"]


def test_no_register_is_an_empty_one(tmp_path: Path) -> None:
    assert reviews.load(tmp_path / "none.yaml").entries == ()


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([entry(reviewer="lead")], "reviewed, ticket, conclusion is missing; accepted is a whole"),
        ([entry(**{**REVIEWED, "reviewer": "dev"})], "reviewer 'dev' is the user; accepted is ano"),
        ([entry(**{**REVIEWED, "reviewed": "2026-11-19"})], "reviewed 2026-11-19 is before the us"),
        ([entry(**{**REVIEWED, "conclusion": "ok"})], "conclusion is 'ok'; string should have at"),
        ([entry(), entry()], "line 5: event 'event-1' is listed twice; accepted is one entry"),
        ([entry(who="x")], "who is unknown; accepted are conclusion, event"),
    ],
)
def test_wrong_registers_are_refused(
    tmp_path: Path, entries: list[dict[str, Any]], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        register(tmp_path, *entries)
