"""Opening and sealing a role for emergencies, by its trust policy.

A sealed role has a statement that denies everybody. An open one has a window: its trust counts
between two moments only, so it is shut again without anybody doing anything.
"""

import datetime
import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from baseline.errors import ConfigError, Unreadable

SEAL = "Sealed"
NOW = "aws:CurrentTime"
LONGEST_MINUTES = 240
"""Long enough for an incident's first hours; who needs longer opens it again."""


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


def change(iam: Any, role: str, minutes: int | None, now: datetime.datetime) -> str | None:
    """Open a role for some minutes, or seal it (``None``); when it shuts.

    Raises:
        ConfigError: more minutes than accepted, or the role is not one for emergencies.
        Unreadable: IAM did not answer, or refused.
    """
    if minutes is not None and not 1 <= minutes <= LONGEST_MINUTES:
        raise ConfigError(f"--minutes {minutes}; accepted are 1 to {LONGEST_MINUTES}")
    try:
        found = iam.get_role(RoleName=role)["Role"]
        tags = {tag["Key"]: tag["Value"] for tag in found.get("Tags", [])}
        if tags.get("access") != "break-glass":
            raise ConfigError(f"role {role!r} is not tagged access=break-glass; accepted is one")
        trust = found["AssumeRolePolicyDocument"]
        end = now + datetime.timedelta(minutes=minutes) if minutes is not None else None
        changed = opened(trust, now, end) if end is not None else sealed(trust)
        iam.update_assume_role_policy(RoleName=role, PolicyDocument=json.dumps(changed))
    except (BotoCoreError, ClientError) as error:
        raise Unreadable(f"role {role!r}: {error}") from error
    return stamp(end) if end is not None else None
