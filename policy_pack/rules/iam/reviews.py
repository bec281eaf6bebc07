"""Owner and review date of privileged principals."""

import datetime
from collections.abc import Iterator
from typing import Any, Final

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    either,
    expect,
    is_given,
    parse,
    some,
    token,
)
from soc2_baseline.policy_pack.rules.iam.attachments import is_admin_policy, is_sealed
from soc2_baseline.policy_pack.rules.iam.holdings import arns, documents
from soc2_baseline.policy_pack.rules.iam.meaning import granted, is_admin

REVIEW_TAG: Final = "review-by"

PRIVILEGED_ACTIONS: Final = (
    "iam:AddUserToGroup",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreatePolicyVersion",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:UpdateAssumeRolePolicy",
    "organizations:AttachPolicy",
    "organizations:DetachPolicy",
    "sso:CreateAccountAssignment",
)
"""Actions that decide the permissions of others."""


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for principal in graph.of("iam.User", "iam.Role", "ssoadmin.PermissionSet"):
        findings = list(_tags(principal, context))
        if not findings:
            continue
        try:
            privileged = _is_privileged(graph, principal, context.vocabulary.break_glass)
        except ValueUnknown:
            yield Finding("review", LATER, Verdict.UNDETERMINED, principal.urn)
            continue
        if privileged:
            yield from findings


def _tags(principal: Resource, context: Context) -> Iterator[Finding]:
    urn = principal.urn
    if "owner" not in (context.vocabulary.tag_keys or ()):  # else required-tags reports it
        sentence = "a privileged principal has no owner tag"
        yield from expect(principal.tag("owner"), is_given, "owner", sentence, urn=urn)
    until = principal.tag(REVIEW_TAG)
    if until is not UNKNOWN and not until:
        yield Finding("review", "a privileged principal has no review-by tag", urn=urn)
    else:
        sentence = "the review of a privileged principal is overdue"
        yield from expect(
            until, lambda text: _is_ahead(text, context.today), "overdue", sentence, urn=urn
        )


def _is_ahead(text: str, today: datetime.date) -> bool:
    try:
        return datetime.date.fromisoformat(text) > today
    except ValueError:
        return False


def _is_privileged(graph: StackGraph, principal: Resource, sealed: frozenset[str]) -> bool:
    """Return whether a principal is privileged.

    Users are, because their credentials do not expire; so are emergency roles, and principals that
    may do everything or may decide the permissions of others.
    """
    if principal.type == token("iam.User"):
        return True
    names = [principal.name, principal.at("name")]
    return either(
        lambda: bool(sealed) and some(names, lambda name: is_sealed(str(name), sealed)),
        lambda: some(arns(graph, principal), is_admin_policy),
        lambda: some(documents(graph, principal), _is_powerful),
    )


def _is_powerful(text: Any) -> bool:
    try:
        document = parse(text)
    except Malformed:
        return False
    return some(
        document.allowing(),
        lambda s: is_admin(s) or some(PRIVILEGED_ACTIONS, lambda a: granted(document, s, a)),
    )


RULES = (
    StackRule(
        id="access-review-current",
        types=("iam.User", "iam.Role", "ssoadmin.PermissionSet"),
        criteria=("CC6.2", "CC6.3"),
        severity=Severity.MEDIUM,
        summary="Users and privileged roles have an owner and a review date in the future.",
        fix=f"Review who needs it, then set the tags owner and {REVIEW_TAG} (YYYY-MM-DD).",
        keys={"owner": "tags.owner", "review": "tags.review-by", "overdue": "tags.review-by"},
        needs="tag_keys",
        reference="IAM user guide: regularly review unused users, roles, permissions; privileged: "
        "users, emergency roles, administrators, and principals that may change the permissions "
        "of others",
        why="Permissions that nobody reviews stay with people who changed jobs or left.",
        judge=_judge,
    ),
)
