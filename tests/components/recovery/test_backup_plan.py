import json
from typing import Any

import pytest

from soc2_baseline.components.recovery.backup_plan import BackupPlan, BackupPlanArgs, resolve
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import DataClass, Profile
from tests.support.arguments import ACME, PROD, SANDBOX
from tests.support.recorder import Recording, record

KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
COPY = "arn:aws:backup:eu-west-1:123456789012:backup-vault:acme-copies"
ARGS: BackupPlanArgs = {"environment": PROD, "tenant": ACME, "key_arn": KEY}


def tenant(**objectives: str) -> Any:
    return {**ACME, "objectives": {k: {"rto": "4h", "rpo": v} for k, v in objectives.items()}}


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: BackupPlanArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: BackupPlan("acme", args), preview=preview)


def rules(**changed: Any) -> dict[str, Any]:
    return {r["ruleName"]: r for r in made(**changed).one("backup.Plan").inputs["rules"]}


def test_vault_has_the_tenants_key_and_name() -> None:
    vault = made().one("backup.Vault")
    assert vault.inputs["name"] == "acme-vault"
    assert vault.inputs["kmsKeyArn"] == KEY
    assert vault.inputs["forceDestroy"] is False
    assert vault.inputs["tags"]["tenant"] == "acme"
    assert vault.protect


def test_nobody_deletes_recovery_points() -> None:
    policy = json.loads(made(preview=True).one("backup.VaultPolicy").inputs["policy"])
    points, vault = policy["Statement"]
    assert points["Action"] == ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"]
    assert "backup:DeleteBackupVaultAccessPolicy" in vault["Action"]
    for statement in (points, vault):
        assert (statement["Effect"], statement["Principal"]) == ("Deny", "*")
        assert "Condition" not in statement


def test_sandbox_can_be_destroyed() -> None:
    recording = made(environment=SANDBOX)
    (only,) = json.loads(recording.one("backup.VaultPolicy").inputs["policy"])["Statement"]
    assert only["Sid"] == "DenyEarlyDeletion"
    assert not recording.of("backup.VaultLockConfiguration")
    assert not any(resource.protect for resource in recording)


def test_lock_is_governance_and_fits_the_plan() -> None:
    lock = made().one("backup.VaultLockConfiguration")
    assert lock.inputs["minRetentionDays"] == 35
    assert lock.inputs["maxRetentionDays"] == 3650
    assert "changeableForDays" not in lock.inputs
    assert lock.protect


def test_compliance_takes_the_vaults_name() -> None:
    lock = made(compliance_mode=True, compliance_acknowledged="acme-vault")
    assert lock.one("backup.VaultLockConfiguration").inputs["changeableForDays"] == 7


def test_backups_are_daily() -> None:
    (daily,) = rules().values()
    assert daily["schedule"] == "cron(0 3 * * ? *)"
    assert daily["lifecycle"] == {"deleteAfter": 35}
    assert daily["enableContinuousBackup"] is False
    assert daily["startWindow"] < daily["completionWindow"]
    assert "copyActions" not in daily


@pytest.mark.parametrize(
    ("rpo", "names"),
    [
        ("24h", ["daily"]),
        ("12h", ["daily", "every-12h"]),
        ("5h", ["daily", "every-4h"]),
        ("60m", ["daily", "every-1h"]),
        ("59m", ["daily", "continuous"]),
        ("15m", ["daily", "continuous"]),
    ],
)
def test_objectives_decide_how_often(rpo: str, names: list[str]) -> None:
    assert list(rules(tenant=tenant(data=rpo))) == names


def test_schedules_are_cron_of_six_fields() -> None:
    assert rules(tenant=tenant(data="1h"))["every-1h"]["schedule"] == "cron(0 * * * ? *)"
    assert rules(tenant=tenant(data="6h"))["every-6h"]["schedule"] == "cron(0 0/6 * * ? *)"


def test_continuous_backups_last_35_days_at_most() -> None:
    found = rules(tenant=tenant(data="15m"), retention_days=400)
    assert found["continuous"]["enableContinuousBackup"] is True
    assert found["continuous"]["lifecycle"] == {"deleteAfter": 35}
    assert found["daily"]["lifecycle"] == {"deleteAfter": 400}


def test_loss_of_the_region_asks_for_copies() -> None:
    found = rules(tenant=tenant(data="15m", region="4h"), copy_vault_arn=COPY)
    assert list(found) == ["daily", "every-4h", "continuous"]
    copies = [{"destinationVaultArn": COPY, "lifecycle": {"deleteAfter": 35}}]
    assert found["daily"]["copyActions"] == found["every-4h"]["copyActions"] == copies
    assert "copyActions" not in found["continuous"]


def test_role_is_for_aws_backup_of_this_account() -> None:
    boundary = "arn:aws:iam::123456789012:policy/acme-boundary"
    recording = made(preview=True, boundary_arn=boundary)
    role = recording.one("iam.Role", "acme").inputs
    (trust,) = json.loads(role["assumeRolePolicy"])["Statement"]
    assert role["name"] == "acme-backup"
    assert role["permissionsBoundary"] == boundary
    assert trust["Principal"] == {"Service": ["backup.amazonaws.com"]}
    # AWS Backup's guide shows no condition on the role's trust; PassRole decides who hands it over.
    assert "Condition" not in trust


def test_role_has_the_managed_policies_of_the_partition() -> None:
    recording = made(environment={**PROD, "region": "cn-north-1"})
    arns = {
        a.inputs["policyArn"]
        for a in recording.of("iam.RolePolicyAttachment")
        if a.inputs["role"] == "acme-backup"
    }
    assert arns == {
        "arn:aws-cn:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
        "arn:aws-cn:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
        "arn:aws-cn:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
        "arn:aws-cn:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
    }


def test_what_carries_the_tag_is_selected() -> None:
    selection = made().one("backup.Selection").inputs
    assert selection["selectionTags"] == [
        {"type": "STRINGEQUALS", "key": "tenant", "value": "acme"}
    ]


def test_shared_plan_selects_what_is_shared() -> None:
    recording = record(lambda: BackupPlan("shared", {"environment": PROD, "key_arn": KEY}))
    assert recording.one("backup.Vault").inputs["name"] == "shared-vault"
    assert recording.one("backup.Selection").inputs["selectionTags"][0]["value"] == "shared"


def test_types_that_are_not_offered_are_left_out() -> None:
    lacking = {
        "aws:backup/selection:Selection": "not here",
        "aws:backup/vaultPolicy:VaultPolicy": "not here",
        "aws:backup/vaultLockConfiguration:VaultLockConfiguration": "not here",
        "aws:backup/restoreTestingPlan:RestoreTestingPlan": "not here",
        "aws:backup/restoreTestingSelection:RestoreTestingSelection": "not here",
    }
    recording = made(environment={**PROD, "unavailable_types": lacking})
    assert not lacking.keys() & {resource.type for resource in recording}
    assert recording.one("backup.Plan")


def test_everything_hangs_on_the_component() -> None:
    _stack, component, *children = made().all
    assert component.type == "soc2:recovery:BackupPlan"
    assert {child.parent for child in children} == {component.urn}
    assert {child.name for child in children} == {
        "acme",
        "acme-backup",
        "acme-restore",
        "acme-s3-backup",
        "acme-s3-restore",
        "acme-restore-test",
        "acme-restore-test-restores",
        "acme-restore-test-s3-restores",
        "acme-dynamodb",
        "acme-s3",
    }
    assert component.outputs["vaultName"] == "acme-vault"


RESIDENT = {**tenant(region="1d"), "residency": ["eu-central-1"]}
PERSONAL = {**tenant(data="1d"), "data_class": DataClass.PERSONAL}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"days": 1}, "days is unknown"),
        ({"retention_days": 7}, "retention_days 7; accepted in prod are 35 to 3650"),
        ({"tenant": PERSONAL, "retention_days": 2000}, "accepted in prod are 35 to 1095"),
        ({"tenant": tenant(region="1d")}, "objectives.region asks for copies, but copy_vault_arn"),
        ({"tenant": RESIDENT, "copy_vault_arn": COPY}, "is in eu-west-1; accepted by tenant.resid"),
        (
            {"tenant": tenant(region="1d"), "copy_vault_arn": COPY.replace("west", "central")},
            "is in eu-central-1, whose loss",
        ),
        ({"copy_vault_arn": "acme-copies"}, "copy_vault_arn 'acme-copies'; accepted is the ARN"),
        ({"tenant": tenant(data="1m")}, "objectives.data.rpo 60s; accepted is 5m or more"),
        (
            {"tenant": tenant(region="30m"), "copy_vault_arn": COPY},
            "objectives.region.rpo 1800s; accepted is 1h or more",
        ),
        ({"compliance_mode": True}, "compliance_acknowledged='acme-vault' with it"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]


def test_profile_decides_the_days() -> None:
    for profile, days in ((Profile.DEV, 7), (Profile.STAGE, 35)):
        (daily,) = rules(environment={**PROD, "profile": profile}).values()
        assert daily["lifecycle"] == {"deleteAfter": days}
