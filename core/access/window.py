"""Opening and sealing a role for emergencies, by its trust policy.

A sealed role has a statement that denies everybody. An open one has a window: its trust counts
between two moments only, so it is shut again without anybody doing anything.
"""

import datetime
from typing import Any

SEAL = "Sealed"
NOW = "aws:CurrentTime"
LONGEST_MINUTES = 240
"""Long enough for the first hours of an incident; open it again for longer."""


def sealed_statement() -> dict[str, Any]:
    """The statement that keeps everybody out."""
    return {"Sid": SEAL, "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}


def stamp(moment: datetime.datetime) -> str:
    """A moment as policies write it."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def opened(
    trust: dict[str, Any], begin: datetime.datetime, end: datetime.datetime
) -> dict[str, Any]:
    """The trust policy with a window instead of its seal; pure."""
    statements = [
        _with_window(statement, {"DateGreaterThan": begin, "DateLessThan": end})
        for statement in trust["Statement"]
        if statement.get("Sid") != SEAL
    ]
    return {**trust, "Statement": statements}


def sealed(trust: dict[str, Any]) -> dict[str, Any]:
    """The trust policy with its seal instead of a window; pure."""
    statements = [
        _with_window(statement, {}) for statement in trust["Statement"] if statement["Sid"] != SEAL
    ]
    return {**trust, "Statement": [*statements, sealed_statement()]}


def _with_window(statement: dict[str, Any], window: dict[str, datetime.datetime]) -> dict[str, Any]:
    kept = {
        operator: {key: value for key, value in keys.items() if key != NOW}
        for operator, keys in statement.get("Condition", {}).items()
    }
    for operator, moment in window.items():
        kept[operator] = {**kept.get(operator, {}), NOW: stamp(moment)}
    return {**statement, "Condition": {operator: keys for operator, keys in kept.items() if keys}}
