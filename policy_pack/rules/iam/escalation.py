"""Permissions by which somebody could give themselves more permissions."""

from collections.abc import Iterable, Iterator
from itertools import product

from policy_pack.context import Context
from policy_pack.documents import Document, Statement
from policy_pack.resources import Resource
from policy_pack.rule import Finding, ResourceRule, Severity
from policy_pack.rules.iam.actions import ESCALATIONS, RESOURCES_OF, TAG_KEYS, Escalation
from policy_pack.rules.iam.meaning import (
    everything,
    grants,
    is_admin,
    pins,
    reaches,
    unscoped,
    whole_kind,
)
from policy_pack.rules.iam.reading import IDENTITY_TYPES, identity_texts, judged, unknown
from policy_pack.three_valued import some
from policy_pack.values import ValueUnknown

_BOUNDARY = "iam:permissionsboundary"
_UNLIKE = ("stringnotequals", "stringnotlike", "arnnotequals", "arnnotlike")


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield from judged(identity_texts(resource), _document, "policies")


def _document(document: Document) -> Iterator[Finding]:
    for escalation in ESCALATIONS:
        try:
            if _possible(document, escalation):
                yield Finding(escalation.key, _sentence(escalation))
        except ValueUnknown:
            yield unknown(escalation.key)


def _sentence(escalation: Escalation) -> str:
    if escalation.with_any:
        return f"allows {escalation.first} for any role, and an action that starts code with it"
    return f"allows {escalation.first} without the scope that keeps it from escalating"


def _possible(document: Document, escalation: Escalation) -> bool:
    return some(
        document.allowing(),
        lambda statement: (
            _granted(document, escalation.first, statement)
            and not _scoped(document, statement, escalation)
        ),
    ) and (not escalation.with_any or _any_granted(document, escalation.with_any))


def _any_granted(document: Document, actions: Iterable[str]) -> bool:
    return some(
        product(actions, document.allowing()), lambda pair: _granted(document, pair[0], pair[1])
    )


def _granted(document: Document, action: str, statement: Statement) -> bool:
    # What allows everything is the business of iam-no-admin-star.
    return (
        grants(statement, action)
        and _reached(statement, action)
        and not is_admin(statement)
        and not some(document.denying(), lambda denial: _denies(denial, action))
    )


def _reached(statement: Statement, action: str) -> bool:
    """Whether the resources of a statement fit an action at all."""
    services = _services(action)
    return bool(statement.not_resources) or some(
        statement.resources, lambda resource: reaches(str(resource), services)
    )


def _services(action: str) -> tuple[str, ...]:
    prefix = action.partition(":")[0]
    return RESOURCES_OF.get(prefix, (prefix,))


def _denies(denial: Statement, action: str) -> bool:
    return (
        grants(denial, action)
        and not denial.conditions
        and not denial.not_resources
        and unscoped(denial, everything)
    )


def _scoped(document: Document, statement: Statement, escalation: Escalation) -> bool:
    if escalation.or_held_by and pins(statement, *escalation.or_held_by):
        return True
    services = _services(escalation.first)
    if unscoped(statement, lambda r: whole_kind(r) and reaches(r, services)) and not pins(
        statement, *TAG_KEYS
    ):
        return False
    return (
        not escalation.held_by
        or pins(statement, *escalation.held_by)
        or some(
            document.denying(), lambda denial: _denies_other_boundaries(denial, escalation.first)
        )
    )


def _denies_other_boundaries(denial: Statement, action: str) -> bool:
    """Whether an action without the boundary is denied: the other way of requiring it."""
    return (
        grants(denial, action)
        and not denial.not_resources
        and unscoped(denial, everything)
        and len(denial.conditions) == 1
        and denial.conditions[0].key == _BOUNDARY
        and denial.conditions[0].operator in _UNLIKE
        and denial.conditions[0].qualifier is None
    )


RULES = (
    ResourceRule(
        id="iam-no-priv-escalation",
        types=IDENTITY_TYPES,
        criteria=("CC6.3",),
        severity=Severity.CRITICAL,
        summary="Nobody can give themselves more permissions than they have.",
        fix="In policy, name the roles or users and hold iam:PermissionsBoundary "
        "(iam:PassRole: iam:PassedToService).",
        keys={
            "policies": "policy",
            "credentials": "policy",
            "assume": "policy",
            "pass-role": "policy",
            "code": "policy",
            "boundary": "policy",
            "document": "policy",
        },
        reference="IAM user guide: permissions boundaries, passing roles; "
        "checkov CKV_AWS_286, CKV_AWS_289",
        judge=_judge,
    ),
)
