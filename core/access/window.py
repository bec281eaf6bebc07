"""Trust policies that open and seal a role for emergencies.

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
    """Return the statement that denies everybody."""
    return {"Sid": SEAL, "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}


def stamp(moment: datetime.datetime) -> str:
    """Return a time as policies write it."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def opened(
    trust: dict[str, Any], begin: datetime.datetime, end: datetime.datetime
) -> dict[str, Any]:
    """Return the trust policy with a window instead of its seal."""
    statements = [
        _with_window(statement, {"DateGreaterThan": begin, "DateLessThan": end})
        for statement in trust["Statement"]
        if statement.get("Sid") != SEAL
    ]
    return {**trust, "Statement": statements}


def sealed(trust: dict[str, Any]) -> dict[str, Any]:
    """Return the trust policy with its seal instead of a window."""
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
