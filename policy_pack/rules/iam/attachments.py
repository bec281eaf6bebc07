"""AWS managed administrator policies, which only emergency roles may have."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, Final

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    Wire,
    every,
    items,
    known,
    some,
    sure,
    token,
)

ADMIN_POLICIES: Final = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess")
_SENTENCE = "an AWS managed administrator policy is attached permanently"
_MANAGED = re.compile(r"arn:[a-z-]+:iam::aws:policy/(?:.+/)?([^/]+)")

_ROLE_PROPS = {
    token("iam.Role"): ("managedPolicyArns", "name"),
    token("iam.RolePolicyAttachment"): ("policyArn", "role"),
    token("iam.RolePolicyAttachmentsExclusive"): ("policyArns", "roleName"),
    token("iam.PolicyAttachment"): ("policyArn", "roles"),
}
"""Types that attach to roles, with the property of the policies and that of the roles."""

_OTHER_PROPS = {
    token("iam.GroupPolicyAttachment"): "policyArn",
    token("iam.GroupPolicyAttachmentsExclusive"): "policyArns",
    token("iam.UserPolicyAttachment"): "policyArn",
    token("iam.UserPolicyAttachmentsExclusive"): "policyArns",
    token("ssoadmin.ManagedPolicyAttachment"): "managedPolicyArn",
    token("ssoadmin.ManagedPolicyAttachmentsExclusive"): "managedPolicyArns",
}


def is_admin_policy(arn: Any) -> bool:
    """Return whether an ARN is that of an AWS managed administrator policy."""
    match = _MANAGED.fullmatch(str(known(arn)))
    return match is not None and match[1] in ADMIN_POLICIES


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    policies, roles = _ROLE_PROPS.get(resource.type) or (_OTHER_PROPS[resource.type], None)
    arns = resource.at(policies)
    admin = sure(some, [arns] if arns is UNKNOWN else items(arns), is_admin_policy)
    if admin is False:
        return
    sealed = context.vocabulary.break_glass
    allowed: bool | None = False
    if sealed and roles:
        allowed = sure(
            every, resource, lambda r: not _others(r), lambda r: _all_sealed(r, roles, sealed)
        )
    if allowed:
        return
    if admin is None:
        # A policy of this stack is not AWS managed; iam-no-admin-star reads it.
        wire = Wire(policies, ("iam.Policy",))
        yield Finding("admin", _SENTENCE, Verdict.UNDETERMINED, wire=wire)
    else:
        verdict = Verdict.UNDETERMINED if allowed is None else Verdict.VIOLATION
        yield Finding("admin", _SENTENCE, verdict)


def _all_sealed(resource: Resource, prop: str, sealed: frozenset[str]) -> bool:
    if resource.type == token("iam.Role") and is_sealed(resource.name, sealed):
        return True
    names = resource.at(prop)
    holders = [names] if names is UNKNOWN else items(names)
    return bool(holders) and not some(holders, lambda name: not is_sealed(str(name), sealed))


def _others(attachment: Resource) -> bool:
    """Return whether the policy is also attached to users or groups."""
    return attachment.type == token("iam.PolicyAttachment") and some(
        [attachment.at("users"), attachment.at("groups")], bool
    )


def is_sealed(name: str, patterns: frozenset[str]) -> bool:
    """Return whether a role is an emergency role, by its name."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


RULES = (
    ResourceRule(
        id="iam-no-admin-attachment",
        types=(*_ROLE_PROPS, *_OTHER_PROPS),
        criteria=("CC6.3",),
        severity=Severity.CRITICAL,
        summary="Only emergency roles have AWS managed administrator policies.",
        fix="Set policy_arn to a narrower policy, or name the role in baseline:break-glass-roles.",
        keys={"admin": "policy_arn"},
        reference="IAM user guide: AWS managed policies for job functions; Security Hub IAM.1; "
        "checkov CKV_AWS_274, CKV2_AWS_56",
        why="An attacker who takes over such a session controls the account: its data, logs, keys "
        "and backups.",
        judge=_judge,
    ),
)
