"""Checks of the arguments of guardrails, before any policy is written."""

import re
from collections.abc import Sequence
from typing import NotRequired, TypedDict

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.units import EVERY_UNIT, Unit
from soc2_baseline.core.control_policies.policy_types import PolicyType

RULE = "org-guardrail-scps"
_NAME = re.compile(r"[a-z][a-z0-9-]{1,39}")


class ExtraPolicyArgs(TypedDict):
    """A policy of your own beside ours; it is linted and rehearsed with them."""

    name: str
    """2 to 40 lower-case letters, digits and hyphens; none of ours."""
    type: PolicyType
    """The type of the policy."""
    content: str
    """The document as JSON text; white space in it is left out."""
    units: NotRequired[list[str]]
    """Paths of units that it is attached to; the root by default."""


def rollout_problems(
    place: str, environment: Environment, rollout: Sequence[str], exception: str | None
) -> list[str]:
    """Check the units that get the guardrails, and the exception that lets others wait."""
    if not rollout:
        return []
    problems = unit_problems(f"{place}: rollout_units", rollout)
    if exception:
        return problems + environment.check_exception(exception, RULE, f"{place}: rollout_units")
    return [
        *problems,
        f"{place}: rollout_units {list(rollout)!r} leave accounts without guardrails;"
        f" accepted with rollout_exception, the id of an exception about {RULE}",
    ]


def extra_problems(place: str, extra: Sequence[ExtraPolicyArgs], taken: Sequence[str]) -> list[str]:
    """Check policies of the user, but for their documents."""
    problems: list[str] = []
    names = [*taken, *(policy["name"] for policy in extra)]
    for policy in extra:
        name = policy["name"]
        where = f"{place}: policies[{name!r}]"
        if not _NAME.fullmatch(name) or names.count(name) > 1:
            problems.append(
                f"{where}: the name; accepted are 2 to 40 lower-case letters, digits and hyphens,"
                f" once, and none of {', '.join(taken)}"
            )
        problems += unit_problems(f"{where}: units", policy.get("units") or [])
    return problems


def unit_problems(where: str, units: Sequence[str]) -> list[str]:
    """Report units that do not exist."""
    return [
        f"{where}: {unit!r}; accepted are {EVERY_UNIT}" for unit in units if unit not in list(Unit)
    ]
