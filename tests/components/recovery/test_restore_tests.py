"""Restores that a BackupPlan has AWS Backup try."""

import json
import re
from typing import Any

import pytest

from soc2_baseline.components.recovery.backup_plan import (
    BackupPlan,
    BackupPlanArgs,
    RestoreCadence,
    resolve,
)
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from tests.support.arguments import ACME, PROD
from tests.support.recorder import Recording, record

KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
ARGS: BackupPlanArgs = {
    "environment": PROD,
    "tenant": ACME,
    "key_arn": KEY,
}
PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan"
SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection"


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: BackupPlanArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: BackupPlan("acme", args), preview=preview)


def without(*types: str) -> Recording:
    return made(environment={**PROD, "unavailable_types": dict.fromkeys(types, "not here")})


def test_latest_backups_of_the_tenants_vault_are_restored_each_month() -> None:
    plan = made().one("backup.RestoreTestingPlan").inputs
    assert plan["scheduleExpression"] == "cron(0 5 1 * ? *)"
    assert plan["scheduleExpressionTimezone"] == "Etc/UTC"
    assert plan["startWindowHours"] == 24
    points = plan["recoveryPointSelection"]
    assert points["algorithm"] == "LATEST_WITHIN_WINDOW"
    assert points["recoveryPointTypes"] == ["CONTINUOUS", "SNAPSHOT"]
    assert points["selectionWindowDays"] == 7
    assert "excludeVaults" not in points
    assert plan["tags"]["tenant"] == "acme"


def test_each_type_of_store_is_selected_by_the_tenants_tag() -> None:
    selections = [s.inputs for s in made().of("backup.RestoreTestingSelection")]
    assert {s["protectedResourceType"] for s in selections} == {"DynamoDB", "S3"}
    tag = {"key": "aws:ResourceTag/tenant", "value": "acme"}
    for selection in selections:
        assert selection["protectedResourceConditions"] == {"stringEquals": [tag]}
        # The provider takes ARNs or conditions, never both.
        assert "protectedResourceArns" not in selection
        assert selection["restoreTestingPlanName"] == "acme_restore_test"
        assert selection["validationWindowHours"] == 24


def test_selections_use_the_role_once_it_has_its_permissions() -> None:
    recording = made()
    role = recording.one("iam.Role", "acme-restore-test")
    attached = {
        a.urn
        for a in recording.of("iam.RolePolicyAttachment")
        if a.inputs["role"] == "acme-restore-test"
    }
    for selection in recording.of("backup.RestoreTestingSelection"):
        assert attached <= set(selection.registration.dependencies)
        assert selection.registration.property_dependencies["iamRoleArn"] == (role.urn,)


def test_role_restores_and_does_nothing_else() -> None:
    recording = made(preview=True)
    role = recording.one("iam.Role", "acme-restore-test").inputs
    (trust,) = json.loads(role["assumeRolePolicy"])["Statement"]
    assert role["name"] == "acme-restore-test"
    assert role["tags"]["tenant"] == "acme"
    assert trust["Principal"] == {"Service": ["backup.amazonaws.com"]}
    assert trust["Action"] == ["sts:AssumeRole"]
    arns = {
        a.inputs["policyArn"]
        for a in made().of("iam.RolePolicyAttachment")
        if a.inputs["role"] == "acme-restore-test"
    }
    assert arns == {
        "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
        "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
    }


def test_role_reaches_what_it_restored_and_no_store_of_the_tenant() -> None:
    recording = made(preview=True)
    boundary = recording.one("iam.Policy", "acme-restore-test")
    assert boundary.inputs["name"] == "acme-restore-test-boundary"
    role = recording.one("iam.Role", "acme-restore-test")
    edges = role.registration.property_dependencies["permissionsBoundary"]
    assert edges == (boundary.urn,)
    statements = json.loads(boundary.inputs["policy"])["Statement"]
    assert {s["Effect"] for s in statements} == {"Allow"}
    reached = {s["Sid"]: s["Resource"] for s in statements}
    assert reached == {
        "RestoredBuckets": ["arn:aws:s3:::awsbackup-restore-test-*"],
        "RestoredTables": ["arn:aws:dynamodb:*:123456789012:table/awsbackup-restore-test-*"],
        "OwnBackups": ["arn:aws:dynamodb:*:123456789012:table/acme-*/backup/*"],
        "Keys": ["arn:aws:kms:*:123456789012:key/*"],
        "GrantKeys": ["arn:aws:kms:*:123456789012:key/*"],
    }
    tag = {"aws:ResourceTag/tenant": "acme"}
    conditions = {s["Sid"]: s.get("Condition") for s in statements}
    assert conditions["Keys"] == {"StringEquals": tag}
    assert conditions["GrantKeys"] == {
        "StringEquals": tag,
        "Bool": {"kms:GrantIsForAWSResource": "true"},
    }
    assert conditions["RestoredBuckets"] == {
        "StringEqualsIfExists": {"aws:ResourceAccount": "123456789012"}
    }


@pytest.mark.parametrize("tenant_id", ["acme", "a-b-c", "a" * 20])
def test_names_are_as_aws_takes_them(tenant_id: str) -> None:
    recording = made(tenant={**ACME, "id": tenant_id})
    resources = [
        recording.one("backup.RestoreTestingPlan"),
        *recording.of("backup.RestoreTestingSelection"),
    ]
    names = [resource.inputs["name"] for resource in resources]
    assert all(re.fullmatch(r"[0-9A-Za-z_]{1,50}", name) for name in names)
    assert len(set(names)) == 3


def test_what_is_shared_is_tried_too() -> None:
    recording = record(lambda: BackupPlan("shared", {"environment": PROD, "key_arn": KEY}))
    assert recording.one("backup.RestoreTestingPlan").inputs["name"] == "shared_restore_test"
    selection = recording.of("backup.RestoreTestingSelection")[0].inputs
    (tag,) = selection["protectedResourceConditions"]["stringEquals"]
    assert tag["value"] == "shared"


def test_only_the_tenants_vault_is_tried() -> None:
    plan = made(preview=True).one("backup.RestoreTestingPlan")
    assert plan.inputs["recoveryPointSelection"]["includeVaults"] == [UNKNOWN]
    edges = plan.registration.property_dependencies["recoveryPointSelection"]
    assert [urn.split("::")[2].split("$")[-1] for urn in edges] == ["aws:backup/vault:Vault"]


def test_types_that_are_not_offered_are_left_out() -> None:
    recording = without(PLAN)
    assert not recording.of("backup.RestoreTestingPlan")
    assert not recording.of("backup.RestoreTestingSelection")
    assert [role.name for role in recording.of("iam.Role")] == ["acme"]
    recording = without(SELECTION)
    assert recording.one("backup.RestoreTestingPlan")
    assert not recording.of("backup.RestoreTestingSelection")
    assert [role.name for role in recording.of("iam.Role")] == ["acme"]


@pytest.mark.parametrize(
    ("cadence", "schedule"),
    [
        (RestoreCadence.WEEKLY, "cron(0 5 ? * SUN *)"),
        (RestoreCadence.MONTHLY, "cron(0 5 1 * ? *)"),
        (RestoreCadence.QUARTERLY, "cron(0 5 1 1,4,7,10 ? *)"),
    ],
)
def test_cadence_is_a_cron_of_six_fields(cadence: RestoreCadence, schedule: str) -> None:
    dev = {**PROD, "profile": Profile.DEV}
    plan = resolve({**ARGS, "environment": dev, "restore_test": {"cadence": cadence}})  # type: ignore[typeddict-item]
    assert plan.restore_test.schedule == schedule
    assert len(schedule.removeprefix("cron(").removesuffix(")").split()) == 6


@pytest.mark.parametrize("profile", Profile)
def test_quarterly_is_too_seldom_where_it_matters(profile: Profile) -> None:
    args: BackupPlanArgs = {
        **ARGS,
        "environment": {**PROD, "profile": profile},
        "restore_test": {"cadence": RestoreCadence.QUARTERLY},
    }
    if profile in (Profile.STAGE, Profile.PROD):
        message = f"cadence 'quarterly'; accepted in {profile} are weekly, monthly"
        with pytest.raises(ConfigError, match=message):
            resolve(args)
    else:
        assert resolve(args).restore_test


@pytest.mark.parametrize("profile", Profile)
def test_default_needs_no_argument(profile: Profile) -> None:
    plan = resolve({**ARGS, "environment": {**PROD, "profile": profile}})
    assert plan.restore_test.schedule == "cron(0 5 1 * ? *)"
    assert plan.restore_test.window_days <= plan.environment.floors.backup_days


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"cadance": "weekly"}, "BackupPlan: restore_test.cadance is unknown"),
        ({"cadence": "daily"}, "restore_test.cadence is 'daily'; input should be 'weekly', 'mon"),
        (
            {"cadence": "quarterly"},
            "restore_test.cadence 'quarterly'; accepted in prod are weekly, monthly",
        ),
        ({"window_days": 36}, "restore_test.window_days 36; accepted are 1 to 35"),
        ({"window_days": 0}, "restore_test.window_days 0; accepted are 1 to 35"),
        ({"validation_hours": 0}, "restore_test.validation_hours 0; accepted are 1 to 168"),
        ({"validation_hours": 169}, "restore_test.validation_hours 169; accepted are 1 to 168"),
    ],
)
def test_wrong_arguments_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve({**ARGS, "restore_test": given})  # type: ignore[typeddict-item]


def test_windows_follow_what_is_kept() -> None:
    args: BackupPlanArgs = {**ARGS, "retention_days": 400, "restore_test": {"window_days": 365}}
    assert resolve(args).restore_test.window_days == 365
    args["restore_test"] = {"window_days": 366}
    with pytest.raises(ConfigError, match="window_days 366; accepted are 1 to 365"):
        resolve(args)


def test_too_few_days_are_told_once() -> None:
    with pytest.raises(ConfigError) as refused:
        resolve({**ARGS, "retention_days": 3})
    assert len(refused.value.problems) == 1
