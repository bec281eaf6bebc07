"""The stand-ins under the real engine: what was deployed stays as it is, changes, and goes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.engine import Engine, missing_engine, requires_engine
from tests.support.moto_server import ACCOUNT, MotoServer

pytestmark = [pytest.mark.integration, requires_engine]
PROGRAM = Path(__file__).with_name("program")
RESTORE_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan"
RESTORE_SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection"


@pytest.fixture(scope="module")
def deployed(
    engine_present: None, moto_server: MotoServer, tmp_path_factory: pytest.TempPathFactory
) -> Engine:
    moto_server.reset()
    engine = Engine(PROGRAM, tmp_path_factory.mktemp("deployed"), moto_server)
    engine.up()
    return engine


def test_first_run_creates(deployed: Engine) -> None:
    operations = {change["op"] for change in deployed.changes().values()}
    assert operations == {"create"}


def test_second_run_and_refresh_change_nothing(deployed: Engine) -> None:
    deployed.up()
    assert deployed.changes() == {}
    deployed.up("--refresh")
    assert deployed.changes() == {}


def test_changes_are_the_ones_asked_for(deployed: Engine, moto_server: MotoServer) -> None:
    changed = {"rotation-days": 180, "keep-days": 40, "window-days": 14, "validation-hours": 48}
    deployed.configure(changed)
    deployed.preview()
    changes = deployed.changes()
    assert {change["op"] for change in changes.values()} == {"update"}
    paths = {
        (urn.split("::")[-2], path.partition("[")[0], kind)
        for urn, change in changes.items()
        for path, kind in change["diff"].items()
    }
    assert paths == {
        ("aws:kms/key:Key", "rotationPeriodInDays", "update"),
        ("aws:backup/plan:Plan", "rules", "update"),
        (RESTORE_PLAN, "recoveryPointSelection.selectionWindowDays", "update"),
        (RESTORE_SELECTION, "validationWindowHours", "update"),
    }
    deployed.configure(changed | {"owner": "other"})
    deployed.up()
    deployed.up("--refresh")
    assert deployed.changes() == {}
    backup = moto_server.client("backup")
    (vault,) = backup.list_backup_vaults()["BackupVaultList"]
    plan = backup.get_restore_testing_plan(RestoreTestingPlanName="restores")["RestoreTestingPlan"]
    assert plan["RecoveryPointSelection"]["SelectionWindowDays"] == 14
    selection = backup.get_restore_testing_selection(
        RestoreTestingPlanName="restores", RestoreTestingSelectionName="buckets"
    )["RestoreTestingSelection"]
    assert selection["ValidationWindowHours"] == 48
    for arn in (vault["BackupVaultArn"], plan["RestoreTestingPlanArn"]):
        tags = backup.list_tags(ResourceArn=arn)["Tags"]
        assert tags == {"owner": "other", "environment": "sandbox"}


def test_outputs_and_state(deployed: Engine) -> None:
    assert deployed.outputs() == {"owner": "other", "hidden": {"nested": [1]}}
    types = [resource["type"] for resource in deployed.export()]
    assert "aws:backup/selection:Selection" in types


def test_destroy_leaves_nothing(deployed: Engine, moto_server: MotoServer) -> None:
    deployed.destroy()
    assert deployed.export() == []
    assert moto_server.client("backup").list_backup_vaults()["BackupVaultList"] == []
    assert moto_server.client("backup").list_backup_plans()["BackupPlansList"] == []
    assert moto_server.client("backup").list_restore_testing_plans()["RestoreTestingPlans"] == []
    control = moto_server.client("s3control")
    with pytest.raises(control.exceptions.NoSuchPublicAccessBlockConfiguration):
        control.get_public_access_block(AccountId=ACCOUNT)


def test_failure_and_verdicts(engine: Callable[..., Engine], tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "PulumiPolicy.yaml").write_text("runtime: python\n")
    (pack / "__main__.py").write_text(
        "from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy\n"
        "PolicyPack('pack', policies=[ResourceValidationPolicy(\n"
        "    name='rule', description='a rule', enforcement_level=EnforcementLevel.MANDATORY,\n"
        "    validate=lambda args, report: report('never') if 'kms' in args.urn else None)])\n"
    )
    refused = engine(PROGRAM, policy_pack=pack)
    assert "never" in refused.preview(fails=True)
    assert {verdict["policyName"] for verdict in refused.verdicts()} == {"rule"}


def test_engine_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing_engine() is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "`pulumi` is not on PATH" in str(missing_engine())
    (tmp_path / "pulumi").write_text("#!/bin/sh\necho '[]'\n")
    (tmp_path / "pulumi").chmod(0o755)
    monkeypatch.delenv("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", raising=False)
    assert missing_engine() == "the AWS plugin of Pulumi is not installed"
