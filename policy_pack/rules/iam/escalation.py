"""Permissions that let principals give themselves more permissions."""

from collections.abc import Iterable, Iterator
from itertools import product

from soc2_baseline.policy_pack.kit import (
    Context,
    Document,
    Finding,
    ParsedStatement,
    Resource,
    ResourceRule,
    Severity,
    ValueUnknown,
    some,
)
from soc2_baseline.policy_pack.rules.iam.actions import (
    ESCALATIONS,
    RESOURCES_OF,
    TAG_KEYS,
    Escalation,
)
from soc2_baseline.policy_pack.rules.iam.meaning import (
    grants,
    held,
    is_admin,
    reaches,
    unscoped,
    whole_kind,
)
from soc2_baseline.policy_pack.rules.iam.reading import (
    IDENTITY_TYPES,
    identity_texts,
    judged,
    unknown,
)


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
        return (
            f"the policy allows {escalation.first} for any role, and an action that runs code "
            "with it"
        )
    return (
        f"the policy allows {escalation.first} without a scope that prevents privilege escalation"
    )


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


def _granted(document: Document, action: str, statement: ParsedStatement) -> bool:
    # iam-no-admin-star reports statements that allow everything.
    return (
        grants(statement, action)
        and _reached(statement, action)
        and not is_admin(statement)
        and not document.withdraws(statement, action)
    )


def _reached(statement: ParsedStatement, action: str) -> bool:
    """Return whether the resources of a statement match an action at all."""
    services = _services(action)
    return bool(statement.not_resources) or some(
        statement.resources, lambda resource: reaches(str(resource), services)
    )


def _services(action: str) -> tuple[str, ...]:
    prefix = action.partition(":")[0]
    return RESOURCES_OF.get(prefix, (prefix,))


def _scoped(document: Document, statement: ParsedStatement, escalation: Escalation) -> bool:
    first = escalation.first

    def is_held(keys: tuple[str, ...]) -> bool:
        return held(document, statement, *keys, action=first)

    if escalation.or_held_by and is_held(escalation.or_held_by):
        return True
    services = _services(first)
    if unscoped(statement, lambda r: whole_kind(r) and reaches(r, services)) and not is_held(
        TAG_KEYS
    ):
        return False
    return not escalation.held_by or is_held(escalation.held_by)


RULES = (
    ResourceRule(
        id="iam-no-priv-escalation",
        types=IDENTITY_TYPES,
        criteria=("CC6.3",),
        severity=Severity.CRITICAL,
        summary="Policies do not let anybody give themselves more permissions.",
        fix="In policy, name the roles or users and require iam:PermissionsBoundary "
        "(iam:PassRole: iam:PassedToService).",
        keys={
            "policies": "policy",
            "credentials": "policy",
            "assume": "policy",
            "pass-role": "policy",
            "code": "policy",
            "boundary": "policy",
        },
        reference="IAM user guide: permissions boundaries, passing roles; "
        "checkov CKV_AWS_286, CKV_AWS_289",
        why="A principal with a small permission can become an administrator, and no review of "
        "attached policies shows it.",
        judge=_judge,
    ),
)
