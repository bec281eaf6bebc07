"""Validation of state machine definitions, and lists of versions."""

from typing import Any

from moto.stepfunctions.parser.api import InvalidDefinition
from moto.stepfunctions.parser.models import StepFunctionsParserBackend
from moto.stepfunctions.responses import get_backend

from soc2_baseline.baseline.sandbox.contract import stand_in

_check: Any = StepFunctionsParserBackend._validate_definition


def _validate(_backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    try:
        _check(given["definition"])
    except InvalidDefinition as problem:
        found = {
            "severity": "ERROR",
            "code": "SCHEMA_VALIDATION_FAILED",
            "message": str(problem),
            "location": "/",
        }
        return {"result": "FAIL", "diagnostics": [found], "truncated": False}
    return {"result": "OK", "diagnostics": [], "truncated": False}


def _versions(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    running: Any = get_backend(backend.account_id, backend.region_name)
    machine = running.describe_state_machine(given["stateMachineArn"])
    return {
        "stateMachineVersions": [
            {"stateMachineVersionArn": version.arn, "creationDate": version.creation_date}
            for version in machine.versions.values()
        ]
    }


STAND_IN = stand_in(
    "state machines",
    "moto neither validates a definition nor lists the versions of a state machine",
    "stepfunctions",
    {"ValidateStateMachineDefinition": _validate, "ListStateMachineVersions": _versions},
)
