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
"""Characters that IAM takes of a managed policy, without white space (IAM user guide: quotas)."""

Values = str | Sequence[pulumi.Input[str]] | pulumi.Output[Any]
Conditions = Mapping[str, Mapping[str, Values]]


class Effect(StrEnum):
    """The effects of a statement."""

    ALLOW = "Allow"
    DENY = "Deny"


@dataclass(frozen=True, kw_only=True)
class Principals:
    """Principals of a resource policy or a trust. ``anyone`` is everybody: for denials, or with a
    condition that says who."""

    aws: Sequence[pulumi.Input[str]] = ()
    services: Sequence[str] = ()
    federated: Sequence[pulumi.Input[str]] = ()
    anyone: bool = False

    def render(self) -> Any:
        """Return the Principal element."""
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
    """For denials that leave something out; never beside ``resources``."""
    principals: Principals | None = None
    conditions: Conditions = field(default_factory=dict)

    def render(self) -> dict[str, Any]:
        """Return the statement in the policy language."""
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
    """Return a policy document as JSON."""
    rendered = {"Version": VERSION, "Statement": [statement.render() for statement in statements]}
    return pulumi.Output.json_dumps(rendered)


def actions(table: str) -> list[str]:
    """Return the actions in a table of services and their actions; an indented line goes on."""
    found: list[str] = []
    service = ""
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            service, _, line = line.partition(":")
        found += [f"{service}:{name}" for name in line.split()]
    return found


def deny_insecure_transport(actions: str, resources: Sequence[pulumi.Input[str]]) -> Statement:
    """Deny everything without TLS (CC6.7)."""
    return Statement(
        sid="DenyInsecureTransport",
        effect=Effect.DENY,
        principals=Principals(anyone=True),
        actions=[actions],
        resources=resources,
        conditions={"Bool": {"aws:SecureTransport": "false"}},
    )


def from_account(environment: Environment) -> Conditions:
    """Return a condition for this account only: a service is not somebody else's deputy."""
    return {"StringEquals": {"aws:SourceAccount": environment.account_id}}


def service_trust(service: str, conditions: Conditions | None = None) -> Statement:
    """Let an AWS service assume a role (CC6.1).

    Pass :func:`from_account` where the service's guide shows that it sends the account; for
    another service the condition would only keep it from its work.
    """
    return Statement(
        sid="Service",
        principals=Principals(services=[service]),
        actions=["sts:AssumeRole"],
        conditions=conditions or {},
    )


def _listed(values: Values) -> Any:
    return list(values) if isinstance(values, (list, tuple)) else values
