"""Restore testing plans and their selections; nothing is restored."""

import re
from typing import Any

from soc2_baseline.baseline.sandbox.contract import Refused, stand_in
from soc2_baseline.baseline.sandbox.models import Record, Resource, now, operations, tagging

_NAME = re.compile(r"[0-9A-Za-z_]{1,50}")


def _named(name: str) -> None:
    if not _NAME.fullmatch(name):
        sentence = f"{name} may have letters, digits and _ only"
        raise Refused("InvalidParameterValueException", sentence)


def _plan(_backend: Any, given: Record) -> None:
    _named(given["RestoreTestingPlan"]["RestoreTestingPlanName"])


def _selection(backend: Any, given: Record) -> None:
    _PLAN.find(backend, given)
    _named(given["RestoreTestingSelection"]["RestoreTestingSelectionName"])


def _empty(backend: Any, plan: Record) -> None:
    name = plan["RestoreTestingPlanName"]
    if name in [one["RestoreTestingPlanName"] for one in _SELECTION.records(backend)]:
        raise Refused("InvalidRequestException", f"Restore testing plan {name} has selections")


def _plan_arn(backend: Any, selection: Record) -> str:
    return str(_PLAN.find(backend, selection)["RestoreTestingPlanArn"])


_PLAN = Resource(
    name="restore_testing_plans",
    by=("RestoreTestingPlanName",),
    creates="CreateRestoreTestingPlan",
    reads="GetRestoreTestingPlan",
    updates=("UpdateRestoreTestingPlan",),
    deletes="DeleteRestoreTestingPlan",
    lists={"ListRestoreTestingPlans": "RestoreTestingPlans"},
    within="RestoreTestingPlan",
    under="RestoreTestingPlan",
    defaults={
        "ScheduleExpressionTimezone": "Etc/UTC",
        "StartWindowHours": 24,
        "RecoveryPointSelection": {"ExcludeVaults": [], "SelectionWindowDays": 30},
    },
    merged=("RecoveryPointSelection",),
    made={
        "RestoreTestingPlanArn": "arn:{partition}:backup:{region}:{account}:"
        "restore-testing-plan:{RestoreTestingPlanName}-{uuid}",
        "CreationTime": now,
    },
    changed={"LastUpdateTime": now, "UpdateTime": now},
    arn="RestoreTestingPlanArn",
    tags="Tags",
    exists="AlreadyExistsException",
    needs=_plan,
    removable=_empty,
)
_SELECTION = Resource(
    name="restore_testing_selections",
    by=("RestoreTestingPlanName", "RestoreTestingSelectionName"),
    creates="CreateRestoreTestingSelection",
    reads="GetRestoreTestingSelection",
    updates=("UpdateRestoreTestingSelection",),
    deletes="DeleteRestoreTestingSelection",
    lists={"ListRestoreTestingSelections": "RestoreTestingSelections"},
    of=("RestoreTestingPlanName",),
    within="RestoreTestingSelection",
    under="RestoreTestingSelection",
    defaults={
        "ProtectedResourceArns": [],
        "ProtectedResourceConditions": {"StringEquals": [], "StringNotEquals": []},
        "RestoreMetadataOverrides": {},
        "ValidationWindowHours": 0,
    },
    merged=("ProtectedResourceConditions",),
    made={"RestoreTestingPlanArn": _plan_arn, "CreationTime": now},
    changed={"UpdateTime": now},
    exists="AlreadyExistsException",
    needs=_selection,
)

_HANDLERS = operations(_PLAN, _SELECTION)


def _list_selections(backend: Any, given: Record) -> Record | None:
    _PLAN.find(backend, given)
    return _HANDLERS["ListRestoreTestingSelections"](backend, given)


STAND_IN = stand_in(
    name="backup restore testing",
    gap="moto has no restore testing plans nor selections",
    service="backup",
    handlers={
        **_HANDLERS,
        **tagging(_PLAN, listed="ListTags"),
        "ListRestoreTestingSelections": _list_selections,
    },
)
