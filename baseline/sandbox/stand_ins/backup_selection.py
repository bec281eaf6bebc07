"""What a backup plan selects; kept as given, nothing is ever backed up."""

import uuid
from typing import Any

from moto.backup.exceptions import ResourceNotFoundException
from moto.core.utils import unix_time

from baseline.sandbox.stand_ins.contract import StandIn, add_operations, store

SELECTIONS = "selections"


def _create(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    plan = backend.get_backup_plan(given["BackupPlanId"], None)
    selection = {
        "SelectionId": str(uuid.uuid4()),
        "BackupPlanId": plan.backup_plan_id,
        "CreationDate": unix_time(),
        "CreatorRequestId": given.get("CreatorRequestId"),
        "BackupSelection": given["BackupSelection"],
    }
    store(backend, SELECTIONS)[selection["SelectionId"]] = selection
    return {key: selection[key] for key in ("SelectionId", "BackupPlanId", "CreationDate")}


def _find(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    selection: dict[str, Any] | None = store(backend, SELECTIONS).get(given["SelectionId"])
    if selection is None or selection["BackupPlanId"] != given["BackupPlanId"]:
        raise ResourceNotFoundException(f"Cannot find selection {given['SelectionId']}")
    return selection


def _delete(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    del store(backend, SELECTIONS)[_find(backend, given)["SelectionId"]]
    return {}


def _list(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "BackupSelectionsList": [
            {
                **selection,
                "SelectionName": selection["BackupSelection"]["SelectionName"],
                "IamRoleArn": selection["BackupSelection"]["IamRoleArn"],
            }
            for selection in store(backend, SELECTIONS).values()
            if selection["BackupPlanId"] == given["BackupPlanId"]
        ]
    }


_HANDLERS = {
    "CreateBackupSelection": _create,
    "GetBackupSelection": _find,
    "DeleteBackupSelection": _delete,
    "ListBackupSelections": _list,
}

STAND_IN = StandIn(
    name="backup selection",
    gap="moto has no selections of backup plans",
    service="backup",
    operations=tuple(_HANDLERS),
    apply=lambda: add_operations("backup", _HANDLERS),
)
