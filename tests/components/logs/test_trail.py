import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from soc2_baseline.components.environment import EnvironmentArgs
from soc2_baseline.components.logs.event_selectors import DATA_EVENTS
from soc2_baseline.components.logs.log_archive import LogArchive
from soc2_baseline.components.logs.log_archive import resolve as resolve_archive
from soc2_baseline.components.logs.trail import AuditTrail, AuditTrailArgs, resolve
from soc2_baseline.core.errors import ConfigError
from tests.support.arguments import PROD, SANDBOX
from tests.support.recorder import Recording, record

KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
ORGANIZATION = "o-a1b2c3d4e5"
ARGS: AuditTrailArgs = {"environment": PROD, "key_arn": KEY, "bucket": "archive"}
LAMBDA = "AWS::Lambda::Function"


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: AuditTrailArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: AuditTrail("trail", args), preview=preview)


def selected(recording: Recording) -> dict[str, dict[str, dict[str, Any]]]:
    """Selector to field to what is asked of the field."""
    trail = recording.one("cloudtrail.Trail").inputs
    return {
        selector["name"]: {
            field["field"]: {k: v for k, v in field.items() if k != "field"}
            for field in selector["fieldSelectors"]
        }
        for selector in trail["advancedEventSelectors"]
    }


def test_trail_covers_everything_and_proves_itself() -> None:
    trail = made().one("cloudtrail.Trail")
    assert trail.inputs["name"] == "shared-trail"
    assert trail.inputs["s3BucketName"] == "archive"
    assert trail.inputs["kmsKeyId"] == KEY
    for flag in (
        "enableLogging",
        "enableLogFileValidation",
        "includeGlobalServiceEvents",
        "isMultiRegionTrail",
    ):
        assert trail.inputs[flag] is True
    assert trail.inputs["isOrganizationTrail"] is False
    assert trail.inputs["insightSelectors"] == [
        {"insightType": "ApiCallRateInsight"},
        {"insightType": "ApiErrorRateInsight"},
    ]
    assert trail.protect


def test_all_management_events_are_taken() -> None:
    assert selected(made())["management"] == {"eventCategory": {"equals": ["Management"]}}


def test_data_events_of_stores_and_functions_are_taken() -> None:
    found = selected(made())
    assert set(found) == {"management", "AWS::S3::Object-archive", *DATA_EVENTS}
    for name in DATA_EVENTS:
        assert found[name]["eventCategory"] == {"equals": ["Data"]}
        assert found[name]["resources.type"] == {"equals": [name]}
    assert set(found[LAMBDA]) == {"eventCategory", "resources.type"}


def test_deliveries_do_not_feed_themselves() -> None:
    found = selected(made())
    own = {"startsWiths": ["arn:aws:s3:::archive/"]}
    archive = found["AWS::S3::Object-archive"]
    assert archive["resources.ARN"] == own
    assert archive["eventName"] == {"notEquals": ["PutObject"]}
    assert found["AWS::S3::Object"]["resources.ARN"] == {"notStartsWiths": own["startsWiths"]}


def test_more_types_may_be_taken() -> None:
    found = selected(made(more_data_events=["AWS::SNS::Topic", LAMBDA]))
    assert found["AWS::SNS::Topic"]["resources.type"] == {"equals": ["AWS::SNS::Topic"]}
    assert len(found) == 6


def excepting(tmp_path: Path, rule: str) -> EnvironmentArgs:
    file = tmp_path / "exceptions.yaml"
    waiver = {
        "id": "EX-1",
        "rule": rule,
        "scope": "urn:pulumi:*::shop::aws:cloudtrail/trail:Trail::trail",
        "reason": "Functions are called by the million, and log each call themselves.",
        "owner": "platform lead",
        "approver": "security lead",
        "ticket": "OPS-1",
        "expires": datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=30),
    }
    file.write_text(yaml.safe_dump([waiver]), encoding="utf-8")
    return {**PROD, "exceptions_file": str(file)}


def test_a_type_is_left_out_by_exception_only(tmp_path: Path) -> None:
    left_out = {LAMBDA: "EX-1"}
    with pytest.raises(ConfigError, match="exception 'EX-1' is not in"):
        resolve("trail", {**ARGS, "without_data_events": left_out})
    other = excepting(tmp_path, "cloudtrail-hardened")
    with pytest.raises(ConfigError, match="EX-1 is about cloudtrail-hardened, not cloudtrail-data"):
        resolve("trail", {**ARGS, "environment": other, "without_data_events": left_out})
    allowed = excepting(tmp_path, "cloudtrail-data-events")
    found = selected(made(environment=allowed, without_data_events=left_out))
    assert LAMBDA not in found
    assert "AWS::DynamoDB::Table" in found
    with pytest.raises(ConfigError, match=r"without_data_events 'AWS::SNS::Topic'; accepted are"):
        resolve("trail", {**ARGS, "without_data_events": {"AWS::SNS::Topic": "EX-1"}})


def test_events_go_to_an_encrypted_log_group() -> None:
    recording = made()
    group = recording.one("cloudwatch.LogGroup")
    assert group.inputs["name"] == "/shared/cloudtrail/trail"
    assert group.inputs["kmsKeyId"] == KEY
    assert group.inputs["retentionInDays"] == 400
    assert group.inputs["deletionProtectionEnabled"] is True
    assert group.protect
    trail = recording.one("cloudtrail.Trail")
    assert trail.inputs["cloudWatchLogsGroupArn"].endswith(":*")
    needed = trail.registration.property_dependencies
    assert needed["cloudWatchLogsGroupArn"] == (group.urn,)
    assert needed["cloudWatchLogsRoleArn"] == (recording.one("iam.Role").urn,)
    assert recording.one("iam.RolePolicy").urn in trail.registration.dependencies


def test_role_adds_to_the_streams_of_the_trail_only() -> None:
    recording = made(preview=True, boundary_arn="arn:aws:iam::123456789012:policy/shared-boundary")
    role = recording.one("iam.Role").inputs
    assert role["permissionsBoundary"].endswith(":policy/shared-boundary")
    (trust,) = json.loads(role["assumeRolePolicy"])["Statement"]
    assert trust["Principal"] == {"Service": ["cloudtrail.amazonaws.com"]}
    # CloudTrail's guide: the role supports neither aws:SourceArn nor aws:SourceAccount.
    assert "Condition" not in trust
    (write,) = json.loads(recording.one("iam.RolePolicy").inputs["policy"])["Statement"]
    assert write["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    streams = "arn:aws:logs:eu-central-1:123456789012:log-group:/shared/cloudtrail/trail:log-stream"
    assert write["Resource"] == [f"{streams}:123456789012_CloudTrail_eu-central-1*"]


def test_trail_of_an_organization() -> None:
    recording = made(organization_id=ORGANIZATION)
    assert recording.one("cloudtrail.Trail").inputs["isOrganizationTrail"] is True
    (write,) = json.loads(recording.one("iam.RolePolicy").inputs["policy"])["Statement"]
    assert write["Resource"][1].endswith(f":log-stream:{ORGANIZATION}_*")


def test_archive_admits_the_trail_of_an_organization() -> None:
    def policy(**more: Any) -> dict[str, Any]:
        args: Any = {"environment": PROD, "key_arn": KEY, **more}
        recording = record(lambda: LogArchive("logs", args), preview=True)
        text = recording.one("s3.BucketPolicy", "logs-audit").inputs["policy"]
        return {s["Sid"]: s for s in json.loads(text)["Statement"]}

    assert "CloudTrailWritesForOrganization" not in policy()
    writes = policy(organization_id=ORGANIZATION)["CloudTrailWritesForOrganization"]
    assert writes["Principal"] == {"Service": ["cloudtrail.amazonaws.com"]}
    assert writes["Action"] == ["s3:PutObject"]
    (resource,) = writes["Resource"]
    assert resource.endswith(f"-eu-central-1/AWSLogs/{ORGANIZATION}/*")
    assert writes["Condition"] == {
        "StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"},
        "ArnLike": {"aws:SourceArn": "arn:aws:cloudtrail:*:123456789012:trail/*"},
    }
    with pytest.raises(ConfigError, match="organization_id 'acme'; accepted is one such as o-"):
        resolve_archive("logs", {"environment": PROD, "key_arn": KEY, "organization_id": "acme"})


def test_sandbox_can_be_destroyed() -> None:
    recording = made(environment=SANDBOX)
    assert not any(resource.protect for resource in recording)
    assert "deletionProtectionEnabled" not in recording.one("cloudwatch.LogGroup").inputs


def test_outputs_name_trail_and_log_group() -> None:
    component = made().all[1]
    assert component.type == "soc2:logs:AuditTrail"
    assert component.outputs["logGroupName"] == "/shared/cloudtrail/trail"
    assert set(component.outputs) == {"trailArn", "logGroupName", "logGroupArn"}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"days": 1}, "days is unknown"),
        ({"log_days": 90}, "log_days 90; accepted are 400, 545"),
        ({"organization_id": "acme"}, "organization_id 'acme'; accepted is one such as o-a1b2"),
        ({"more_data_events": ["s3"]}, "more_data_events 's3'; accepted are types such as AWS::"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve("trail", {**ARGS, **changed})  # type: ignore[typeddict-item]


def test_wrong_name_is_refused() -> None:
    with pytest.raises(ConfigError, match="accepted are 3 to 52 lower-case letters"):
        resolve("Trail", ARGS)
