"""Resource selections of backup plans; nothing is backed up."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Record, Resource, now, operations


def _plan(backend: Any, given: Record) -> None:
    backend.get_backup_plan(given["BackupPlanId"], None)


_SELECTION = Resource(
    name="selections",
    by=("SelectionId", "BackupPlanId"),
    creates="CreateBackupSelection",
    reads="GetBackupSelection",
    deletes="DeleteBackupSelection",
    lists={"ListBackupSelections": "BackupSelectionsList"},
    of=("BackupPlanId",),
    made={
        "SelectionId": "{uuid}",
        "CreationDate": now,
        "SelectionName": lambda _backend, record: record["BackupSelection"]["SelectionName"],
        "IamRoleArn": lambda _backend, record: record["BackupSelection"]["IamRoleArn"],
    },
    needs=_plan,
)

STAND_IN = stand_in(
    name="backup selection",
    gap="moto has no selections of backup plans",
    service="backup",
    handlers=operations(_SELECTION),
)
