"""Policies that the stack gives to a role, permission set, user or group."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import UNKNOWN, Resource, StackGraph, at, items, token

_INLINE = {
    token("iam.Role"): ("iam.RolePolicy", "role"),
    token("iam.Group"): ("iam.GroupPolicy", "group"),
    token("iam.User"): ("iam.UserPolicy", "user"),
}
_ATTACHED = {
    token("iam.Role"): (
        ("iam.RolePolicyAttachment", "role", "policyArn"),
        ("iam.RolePolicyAttachmentsExclusive", "roleName", "policyArns"),
        ("iam.PolicyAttachment", "roles", "policyArn"),
    ),
    token("iam.Group"): (
        ("iam.GroupPolicyAttachment", "group", "policyArn"),
        ("iam.GroupPolicyAttachmentsExclusive", "groupName", "policyArns"),
        ("iam.PolicyAttachment", "groups", "policyArn"),
    ),
    token("iam.User"): (
        ("iam.UserPolicyAttachment", "user", "policyArn"),
        ("iam.UserPolicyAttachmentsExclusive", "userName", "policyArns"),
        ("iam.PolicyAttachment", "users", "policyArn"),
    ),
    token("ssoadmin.PermissionSet"): (
        ("ssoadmin.ManagedPolicyAttachment", "permissionSetArn", "managedPolicyArn"),
        ("ssoadmin.ManagedPolicyAttachmentsExclusive", "permissionSetArn", "managedPolicyArns"),
    ),
}


def attachments(graph: StackGraph, holder: Resource) -> Iterator[tuple[Resource, str]]:
    """Yield attachments of policies to a holder, each with the property that names them."""
    for kind, prop, policies in _ATTACHED.get(holder.type, ()):
        for attachment in graph.satellites(holder, prop, kind):
            yield attachment, policies


def arns(graph: StackGraph, holder: Resource) -> list[Any]:
    """Return ARNs of a holder's policies; UNKNOWN for each unknown one from outside this stack."""
    found = [*_list(holder.at("managedPolicyArns"))]
    for attachment, policies in attachments(graph, holder):
        if not graph.targets(attachment, policies, "iam.Policy"):
            found += _list(attachment.at(policies))
    return found


def documents(graph: StackGraph, holder: Resource) -> Iterator[Any]:
    """Yield the policy documents that the stack gives to a holder; each may be UNKNOWN."""
    inline = holder.at("inlinePolicies")
    yield from (at(block, "policy") for block in _list(inline) if block not in ({}, None))
    kind, prop = _INLINE.get(holder.type, (None, ""))
    if kind:
        yield from (r.at("policy") for r in graph.satellites(holder, prop, kind))
    else:
        for inlined in graph.satellites(
            holder, "permissionSetArn", "ssoadmin.PermissionSetInlinePolicy"
        ):
            yield inlined.at("inlinePolicy")
    for attachment, policies in attachments(graph, holder):
        for policy in graph.targets(attachment, policies, "iam.Policy"):
            yield policy.at("policy")


def _list(value: Any) -> list[Any]:
    return [UNKNOWN] if value is UNKNOWN else items(value)
