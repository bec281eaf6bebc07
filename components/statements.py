"""IAM statements as typed values, rendered to JSON in one place.

Values may be Outputs; a document is known at preview as soon as all its values are. Names that
policies refer to are therefore fixed, so that a reviewer sees whole documents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pulumi

from soc2_baseline.components.environment import Environment

VERSION = "2012-10-17"

LONGEST_POLICY = 6144
"""IAM's quota of characters for a managed policy, without white space (IAM user guide)."""

Values = str | Sequence[pulumi.Input[str]] | pulumi.Output[Any]
Conditions = Mapping[str, Mapping[str, Values]]


class Effect(StrEnum):
    """The effect of a statement."""

    ALLOW = "Allow"
    DENY = "Deny"


@dataclass(frozen=True, kw_only=True)
class Principals:
    """The principals of a resource policy or trust policy. ``anyone`` stands for everybody: use it
    for denials, or with a condition that restricts it."""

    aws: Sequence[pulumi.Input[str]] = ()
    services: Sequence[str] = ()
    federated: Sequence[pulumi.Input[str]] = ()
    anyone: bool = False

    def render(self) -> Any:
        """Render the Principal element."""
        if self.anyone:
            return "*"
        kinds = {"AWS": self.aws, "Service": self.services, "Federated": self.federated}
        return {kind: list(values) for kind, values in kinds.items() if values}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement of a policy."""

    sid: str
    actions: Sequence[str]
    effect: Effect = Effect.ALLOW
    resources: Sequence[pulumi.Input[str]] = ()
    not_resources: Sequence[pulumi.Input[str]] = ()
    """For denials with exceptions; excludes ``resources``."""
    principals: Principals | None = None
    conditions: Conditions = field(default_factory=dict)

    def render(self) -> dict[str, Any]:
        """Render the statement in the policy language."""
        rendered: dict[str, Any] = {"Sid": self.sid, "Effect": self.effect.value}
        if self.principals is not None:
            rendered["Principal"] = self.principals.render()
        rendered["Action"] = list(self.actions)
        if self.resources:
            rendered["Resource"] = list(self.resources)
        if self.not_resources:
            rendered["NotResource"] = list(self.not_resources)
        if self.conditions:
            rendered["Condition"] = {
                operator: {key: _listed(values) for key, values in keys.items()}
                for operator, keys in self.conditions.items()
            }
        return rendered


def document(*statements: Statement) -> pulumi.Output[str]:
    """Render a policy document as JSON."""
    rendered = {"Version": VERSION, "Statement": [statement.render() for statement in statements]}
    return pulumi.Output.json_dumps(rendered)


def actions(table: str) -> list[str]:
    """Parse a table of services and their actions; an indented line continues the one above."""
    found: list[str] = []
    service = ""
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            service, _, line = line.partition(":")
        found += [f"{service}:{name}" for name in line.split()]
    return found


def deny_insecure_transport(actions: str, resources: Sequence[pulumi.Input[str]]) -> Statement:
    """Deny all requests without TLS (CC6.7)."""
    return Statement(
        sid="DenyInsecureTransport",
        effect=Effect.DENY,
        principals=Principals(anyone=True),
        actions=[actions],
        resources=resources,
        conditions={"Bool": {"aws:SecureTransport": "false"}},
    )


def from_account(environment: Environment) -> Conditions:
    """Return the condition on this account that prevents confused deputies."""
    return {"StringEquals": {"aws:SourceAccount": environment.account_id}}


def service_trust(service: str, conditions: Conditions | None = None) -> Statement:
    """Let an AWS service assume a role (CC6.1).

    Pass :func:`from_account` only if the service's guide shows that it sends the account; other
    services could not assume the role under that condition.
    """
    return Statement(
        sid="Service",
        principals=Principals(services=[service]),
        actions=["sts:AssumeRole"],
        conditions=conditions or {},
    )


def _listed(values: Values) -> Any:
    return list(values) if isinstance(values, (list, tuple)) else values
