"""Restore testing plans and their selections; kept as given, nothing is ever restored."""

import re
import uuid
from typing import Any

from moto.backup.exceptions import (
    AlreadyExistsException,
    InvalidParameterValueException,
    InvalidRequestException,
    ResourceNotFoundException,
)
from moto.core.utils import unix_time

from baseline.sandbox.stand_ins.contract import StandIn, add_operations, store

PLANS = "restore_testing_plans"
SELECTIONS = "restore_testing_selections"
_NAME = re.compile(r"[0-9A-Za-z_]{1,50}")
_PLAN_DEFAULTS = {"ScheduleExpressionTimezone": "Etc/UTC", "StartWindowHours": 24}
_POINT_DEFAULTS = {"ExcludeVaults": [], "SelectionWindowDays": 30}
_SELECTION_DEFAULTS = {
    "ProtectedResourceArns": [],
    "RestoreMetadataOverrides": {},
    "ValidationWindowHours": 0,
}
_NO_CONDITIONS: dict[str, Any] = {"StringEquals": [], "StringNotEquals": []}
_PLAN_KEYS = ("CreationTime", "RestoreTestingPlanArn", "RestoreTestingPlanName")
_SELECTION_KEYS = ("CreationTime", "RestoreTestingPlanName", "RestoreTestingSelectionName")


def _plans(backend: Any) -> dict[str, Any]:
    return store(backend, PLANS)


def _selections(backend: Any, plan_name: str) -> dict[str, Any]:
    found: dict[str, Any] = store(backend, SELECTIONS).setdefault(plan_name, {})
    return found


def _new(name: str, taken: dict[str, Any]) -> str:
    if not _NAME.fullmatch(name):
        raise InvalidParameterValueException(f"{name} has other than letters, digits and _")
    if name in taken:
        raise AlreadyExistsException(f"{name} already exists")
    return name


def _find_plan(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    plan: dict[str, Any] | None = _plans(backend).get(given["RestoreTestingPlanName"])
    if plan is None:
        raise ResourceNotFoundException(
            f"Cannot find restore testing plan {given['RestoreTestingPlanName']}"
        )
    return plan


def _find_selection(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    selections = _selections(backend, _find_plan(backend, given)["RestoreTestingPlanName"])
    selection: dict[str, Any] | None = selections.get(given["RestoreTestingSelectionName"])
    if selection is None:
        raise ResourceNotFoundException(
            f"Cannot find restore testing selection {given['RestoreTestingSelectionName']}"
        )
    return selection


def _create_plan(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    asked = given["RestoreTestingPlan"]
    name = _new(asked["RestoreTestingPlanName"], _plans(backend))
    place = f"arn:{backend.partition}:backup:{backend.region_name}:{backend.account_id}"
    plan = {
        **_PLAN_DEFAULTS,
        **asked,
        "RecoveryPointSelection": {**_POINT_DEFAULTS, **asked["RecoveryPointSelection"]},
        "CreationTime": unix_time(),
        "CreatorRequestId": given.get("CreatorRequestId"),
        "RestoreTestingPlanArn": f"{place}:restore-testing-plan:{name}-{uuid.uuid4()}",
    }
    _plans(backend)[name] = plan
    backend.tag_resource(plan["RestoreTestingPlanArn"], given.get("Tags") or {})
    return {key: plan[key] for key in _PLAN_KEYS}


def _get_plan(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    return {"RestoreTestingPlan": _find_plan(backend, given)}


def _update_plan(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    plan = _find_plan(backend, given)
    asked = given["RestoreTestingPlan"]
    points = {**plan["RecoveryPointSelection"], **asked.get("RecoveryPointSelection", {})}
    plan.update({**asked, "RecoveryPointSelection": points, "LastUpdateTime": unix_time()})
    return {**{key: plan[key] for key in _PLAN_KEYS}, "UpdateTime": plan["LastUpdateTime"]}


def _delete_plan(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    plan = _find_plan(backend, given)
    name = plan["RestoreTestingPlanName"]
    if _selections(backend, name):
        raise InvalidRequestException(f"Restore testing plan {name} has selections")
    backend.tagger.delete_all_tags_for_resource(plan["RestoreTestingPlanArn"])
    del _plans(backend)[name]
    return {}


def _list_plans(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    return {"RestoreTestingPlans": list(_plans(backend).values())}


def _create_selection(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    plan = _find_plan(backend, given)
    selections = _selections(backend, plan["RestoreTestingPlanName"])
    asked = given["RestoreTestingSelection"]
    name = _new(asked["RestoreTestingSelectionName"], selections)
    selections[name] = {
        **_SELECTION_DEFAULTS,
        **asked,
        "ProtectedResourceConditions": _conditions(asked),
        "CreationTime": unix_time(),
        "CreatorRequestId": given.get("CreatorRequestId"),
        "RestoreTestingPlanName": plan["RestoreTestingPlanName"],
    }
    return _told(plan, selections[name])


def _get_selection(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    return {"RestoreTestingSelection": _find_selection(backend, given)}


def _update_selection(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    selection = _find_selection(backend, given)
    asked = dict(given["RestoreTestingSelection"])
    if "ProtectedResourceConditions" in asked:
        asked["ProtectedResourceConditions"] = _conditions(asked)
    selection.update(asked)
    return {**_told(_find_plan(backend, given), selection), "UpdateTime": unix_time()}


def _delete_selection(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    selection = _find_selection(backend, given)
    del _selections(backend, selection["RestoreTestingPlanName"])[
        selection["RestoreTestingSelectionName"]
    ]
    return {}


def _list_selections(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    name = _find_plan(backend, given)["RestoreTestingPlanName"]
    return {"RestoreTestingSelections": list(_selections(backend, name).values())}


def _conditions(asked: dict[str, Any]) -> dict[str, Any]:
    return {**_NO_CONDITIONS, **(asked.get("ProtectedResourceConditions") or {})}


def _told(plan: dict[str, Any], selection: dict[str, Any]) -> dict[str, Any]:
    told = {key: selection[key] for key in _SELECTION_KEYS}
    return {**told, "RestoreTestingPlanArn": plan["RestoreTestingPlanArn"]}


_HANDLERS = {
    "CreateRestoreTestingPlan": _create_plan,
    "GetRestoreTestingPlan": _get_plan,
    "UpdateRestoreTestingPlan": _update_plan,
    "DeleteRestoreTestingPlan": _delete_plan,
    "ListRestoreTestingPlans": _list_plans,
    "CreateRestoreTestingSelection": _create_selection,
    "GetRestoreTestingSelection": _get_selection,
    "UpdateRestoreTestingSelection": _update_selection,
    "DeleteRestoreTestingSelection": _delete_selection,
    "ListRestoreTestingSelections": _list_selections,
}

STAND_IN = StandIn(
    name="backup restore testing",
    gap="moto has no restore testing plans nor selections",
    service="backup",
    operations=tuple(_HANDLERS),
    apply=lambda: add_operations("backup", _HANDLERS),
)
