"""Evaluation of a request by the policies alone: allowed, denied, or unknown.

Follows the IAM user guide's policy evaluation logic for one account: a Deny anywhere wins; every
level of service control policies, the boundary and the identity policy must allow. What is left
out (``None``) allows everything, so that each kind can be tried alone. Resource policies, session
policies and service-linked roles are not modelled; control policies do not bind the latter.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from soc2_baseline.core.control_policies.conditions import Context, holds
from soc2_baseline.core.control_policies.policies import ROOT, Policy, path_of
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.iam.documents import Document, parse
from soc2_baseline.core.iam.statements import ParsedStatement, like
from soc2_baseline.core.knowledge.tables import table
from soc2_baseline.core.unknown import UNKNOWN, every, sure

_ACCOUNT_PART = 4
_SERVICE_LINKED = "/aws-service-role/"


class Access(StrEnum):
    """The result of a request."""

    ALLOWED = "allowed"
    DENIED = "denied"
    UNKNOWN = "unknown"


class Decision(NamedTuple):
    """A result and its source: ``policy.Sid``, or the kind of policy that does not allow it."""

    access: Access
    by: str = ""


@dataclass(frozen=True)
class Request:
    """One request.

    Attributes:
        principal: ARN of a role, user or root; an AWS service such as ``config.amazonaws.com``;
            or empty for somebody without credentials.
        action: the action that is requested, such as ``s3:GetObject``.
        resource: ARN of what it is about.
        region: the region of the request.
        unit: the unit of the account, of the principal and of the resource.
        organization: the principal's organization; None for an account in no organization.
        member: whether the principal belongs to a member account of ours.
        keys: further condition keys, or others than the usual; ``UNKNOWN`` where not known.
        boundary: the permissions boundary of the principal.
        identity: the identity policy of the principal.
    """

    principal: str
    action: str
    resource: str = "*"
    region: str = "eu-central-1"
    unit: str = ROOT
    organization: str | None = "o-ours"
    member: bool = True
    keys: Mapping[str, Any] = field(default_factory=dict)
    boundary: str | None = None
    identity: str | None = None

    @property
    def by_service(self) -> bool:
        """Return whether an AWS service sends the request for itself."""
        return self.principal.endswith(".amazonaws.com")

    @property
    def service_linked(self) -> bool:
        """Return whether a service-linked role asks; control policies do not apply to those."""
        return _SERVICE_LINKED in self.principal

    def context(self) -> Context:
        """Return the condition keys that AWS sends with it."""
        usual: dict[str, Any] = {
            "aws:requestedregion": self.region,
            "aws:securetransport": "true",
            "aws:viaawsservice": "false",
        }
        if self.principal:
            usual["aws:principalisawsservice"] = str(self.by_service).lower()
        if self.principal.startswith("arn:"):
            usual["aws:principalarn"] = self.principal
            usual["aws:principalaccount"] = self.principal.split(":")[_ACCOUNT_PART]
            if self.organization:
                usual["aws:principalorgid"] = self.organization
        merged = usual | {key.lower(): value for key, value in self.keys.items()}
        return {key: value for key, value in merged.items() if value is not None}


def decide(request: Request, policies: Iterable[Policy]) -> Decision:
    """Evaluate a request under an organization's policies."""
    reaching = set(path_of(request.unit))
    unsure: Decision | None = None
    for name, document in _documents(request, policies, reaching):
        decision = _denied(request, name, document)
        if decision and decision.access is Access.DENIED:
            return decision
        unsure = unsure or decision
    for kind, text in (("boundary", request.boundary), ("identity policy", request.identity)):
        if text is None:
            continue
        allowed = _any(parse(text), request, lambda statement: statement.allows)
        if allowed is False:
            return Decision(Access.DENIED, kind)
        if allowed is None:
            unsure = unsure or Decision(Access.UNKNOWN, kind)
    return unsure or Decision(Access.ALLOWED)


def _documents(
    request: Request, policies: Iterable[Policy], reaching: set[str]
) -> Iterable[tuple[str, Document]]:
    """Return the documents that apply to a request; FullAWSAccess stays attached."""
    kinds = _binding(request)
    for policy in policies:
        if policy.type in kinds and reaching & set(policy.targets):
            yield policy.name, policy.document
    for kind, text in (("boundary", request.boundary), ("identity policy", request.identity)):
        if text is not None:
            yield kind, parse(text)


def _binding(request: Request) -> Sequence[PolicyType]:
    if request.service_linked:
        return ()
    kinds = []
    if request.principal.startswith("arn:") and request.member:
        kinds.append(PolicyType.SERVICE_CONTROL)
    facts = table("organization_policies").facts["resource-control"]
    service = request.action.partition(":")[0]
    if service in facts["services"] and request.action not in facts["not-restricted"]:
        kinds.append(PolicyType.RESOURCE_CONTROL)
    return kinds


def _denied(request: Request, name: str, document: Document) -> Decision | None:
    """Return the first statement that denies a request, else one that may."""
    unsure = None
    for number, statement in enumerate(document.statements, 1):
        if statement.allows:
            continue
        denied = sure(_speaks_of, statement, request)
        by = f"{name}.{statement.sid or f'#{number}'}"
        if denied:
            return Decision(Access.DENIED, by)
        if denied is None:
            unsure = unsure or Decision(Access.UNKNOWN, by)
    return unsure


def _any(
    document: Document, request: Request, wanted: Callable[[ParsedStatement], bool]
) -> bool | None:
    answers = [sure(_speaks_of, s, request) for s in document.statements if wanted(s)]
    return True if True in answers else None if None in answers else False


def _speaks_of(statement: ParsedStatement, request: Request) -> bool:
    context = request.context()
    conditions = (
        lambda _, condition=condition: holds(condition, context)
        for condition in statement.conditions
    )
    return every(
        statement,
        lambda s: s.covers(request.action),
        lambda s: _about(s, request.resource),
        *conditions,
    )


def _about(statement: ParsedStatement, resource: str) -> bool:
    if statement.not_resources:
        return not any(like(str(pattern), resource) for pattern in statement.not_resources)
    return not statement.resources or any(
        like(str(pattern), resource) for pattern in statement.resources
    )


__all__ = ["UNKNOWN", "Access", "Decision", "Request", "decide"]
