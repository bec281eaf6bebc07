"""Rotation period of a KMS key."""

from typing import Any

from moto.kms.exceptions import NotFoundException

from soc2_baseline.baseline.sandbox.contract import StandIn, add_operations, store

PERIODS = "rotation_periods"
DEFAULT_DAYS = 365


def _key_id(backend: Any, given: dict[str, Any]) -> str:
    key_id: str = backend.get_key_id(given["KeyId"])
    if key_id not in backend.keys:
        raise NotFoundException(f"Key '{key_id}' does not exist")
    return key_id


def _enable(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    key_id = _key_id(backend, given)
    backend.enable_key_rotation(key_id)
    store(backend, PERIODS)[key_id] = given.get("RotationPeriodInDays", DEFAULT_DAYS)
    return {}


def _status(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    key_id = _key_id(backend, given)
    if not backend.get_key_rotation_status(key_id):
        return {"KeyId": key_id, "KeyRotationEnabled": False}
    period = store(backend, PERIODS).get(key_id, DEFAULT_DAYS)
    return {"KeyId": key_id, "KeyRotationEnabled": True, "RotationPeriodInDays": period}


_HANDLERS = {"EnableKeyRotation": _enable, "GetKeyRotationStatus": _status}

STAND_IN = StandIn(
    name="KMS rotation period",
    gap="moto does not return the rotation period of a key",
    service="kms",
    operations=tuple(_HANDLERS),
    apply=lambda: add_operations("kms", _HANDLERS),
)
