"""How the policies are put: denials, whom they spare, and text as AWS counts it."""

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
        """The statement as the policy language has it."""
        rendered = super().render()
        if self.all_but:
            rendered["NotAction"] = rendered.pop("Action")
        return rendered


def sparing(principals: Sequence[str]) -> Conditions:
    """Whoever is none of these; a service control policy meets nobody without an ARN."""
    return {"ArnNotLike": {"aws:PrincipalArn": principals}}


def anyone() -> Principals:
    """Everybody: the only principal that a resource control policy takes."""
    return Principals(anyone=True)


def text(statements: Sequence[Statement]) -> str:
    """A control policy as text."""
    return compact({"Version": VERSION, "Statement": [s.render() for s in statements]})
