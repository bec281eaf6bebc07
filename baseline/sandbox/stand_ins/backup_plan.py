"""Updates of backup plans, and deletion that frees the name."""

import uuid
from typing import Any

from moto.backup.models import Plan

from soc2_baseline.baseline.sandbox.contract import StandIn, add_operations


def _update(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    plan = backend.get_backup_plan(given["BackupPlanId"], None)
    changed = Plan(given["BackupPlan"], plan.creator_request_id, backend)
    plan.backup_plan = changed.backup_plan
    plan.advanced_backup_settings = changed.advanced_backup_settings
    plan.version_id = changed.version_id
    result: dict[str, Any] = plan.to_dict()
    return result


def _delete(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    plan_id, arn, date, version = backend.delete_backup_plan(given["BackupPlanId"])
    # moto refuses a new plan of the same name for as long as it knows the deleted one by it.
    backend.plans[plan_id].backup_plan["BackupPlanName"] += f" deleted {uuid.uuid4()}"
    return {
        "BackupPlanId": plan_id,
        "BackupPlanArn": arn,
        "DeletionDate": date,
        "VersionId": version,
    }


_HANDLERS = {"UpdateBackupPlan": _update, "DeleteBackupPlan": _delete}

STAND_IN = StandIn(
    name="backup plan",
    gap="moto cannot update a backup plan and never frees the name of a deleted one",
    service="backup",
    operations=tuple(_HANDLERS),
    apply=lambda: add_operations("backup", _HANDLERS),
)
