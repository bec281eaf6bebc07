"""Building blocks of control policies: denials, exemptions, and compact text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from soc2_baseline.components.statements import VERSION, Conditions, Effect, Principals, Statement
from soc2_baseline.core.control_policies.policies import compact


@dataclass(frozen=True, kw_only=True)
class Denial(Statement):
    """A Deny statement; with ``all_but`` for every action that is not listed."""

    effect: Effect = Effect.DENY
    resources: Sequence[str] = field(default=("*",))
    all_but: bool = False

    def render(self) -> dict[str, Any]:
        """Render the statement in the policy language."""
        rendered = super().render()
        if self.all_but:
            rendered["NotAction"] = rendered.pop("Action")
        return rendered


def sparing(principals: Sequence[str]) -> Conditions:
    """Exempt principals; callers without an ARN are not subject to service control policies."""
    return {"ArnNotLike": {"aws:PrincipalArn": principals}}


def anyone() -> Principals:
    """Return the only principal that a resource control policy supports: everybody."""
    return Principals(anyone=True)


def text(statements: Sequence[Statement]) -> str:
    """Render a control policy as compact text."""
    return compact({"Version": VERSION, "Statement": [s.render() for s in statements]})
