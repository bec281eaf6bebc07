"""Wording of the policies: denials, the principals they spare, and text as AWS counts it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from soc2_baseline.components.statements import VERSION, Conditions, Effect, Principals, Statement
from soc2_baseline.core.control_policies.policies import compact


@dataclass(frozen=True, kw_only=True)
class Denial(Statement):
    """A Deny; ``all_but`` makes it of every action that is not listed."""

    effect: Effect = Effect.DENY
    resources: Sequence[str] = field(default=("*",))
    all_but: bool = False

    def render(self) -> dict[str, Any]:
        """Return the statement in the policy language."""
        rendered = super().render()
        if self.all_but:
            rendered["NotAction"] = rendered.pop("Action")
        return rendered


def sparing(principals: Sequence[str]) -> Conditions:
    """Return a condition that spares these principals; SCPs meet no principal without an ARN."""
    return {"ArnNotLike": {"aws:PrincipalArn": principals}}


def anyone() -> Principals:
    """Return everybody: the only principal that a resource control policy takes."""
    return Principals(anyone=True)


def text(statements: Sequence[Statement]) -> str:
    """Return a control policy as text."""
    return compact({"Version": VERSION, "Statement": [s.render() for s in statements]})
