"""Conflicts between several ways of managing a role's policies."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    expect,
)

_STANDALONE = {
    "inline": (
        "inlinePolicies",
        (("role", "iam.RolePolicy"), ("roleName", "iam.RolePoliciesExclusive")),
        "the role lists inline_policies and also gets policies from other resources",
    ),
    "managed": (
        "managedPolicyArns",
        (
            ("role", "iam.RolePolicyAttachment"),
            ("roles", "iam.PolicyAttachment"),
            ("roleName", "iam.RolePolicyAttachmentsExclusive"),
        ),
        "the role lists managed_policy_arns and also gets policies from attachments",
    ),
}
_SINGLE = (
    "iam.RolePolicyAttachment",
    "iam.GroupPolicyAttachment",
    "iam.UserPolicyAttachment",
    "iam.PolicyAttachment",
)


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for role in graph.of("iam.Role"):
        for key, (prop, satellites, sentence) in _STANDALONE.items():
            if any(graph.satellites(role, name, kind) for name, kind in satellites):
                yield from expect(
                    role.at(prop), lambda listed: not listed, key, sentence, urn=role.urn
                )
    yield from _exclusive(graph)


def _exclusive(graph: StackGraph) -> Iterator[Finding]:
    """Yield attachments that remove a policy from every principal that they do not name."""
    exclusive = graph.of("iam.PolicyAttachment")
    if not exclusive:
        return
    uses: dict[Any, int] = {}
    for attachment in graph.of(*_SINGLE):
        for policy in _policies(graph, attachment):
            uses[policy] = uses.get(policy, 0) + 1
    sentence = "the attachment is exclusive: it removes the policy from all other attachments"
    for attachment in exclusive:
        if any(uses[policy] > 1 for policy in _policies(graph, attachment)):
            yield Finding("attachment", sentence, urn=attachment.urn)


def _policies(graph: StackGraph, attachment: Resource) -> list[str]:
    targets = [policy.urn for policy in graph.targets(attachment, "policyArn", "iam.Policy")]
    arn = attachment.at("policyArn")
    return targets or ([arn] if isinstance(arn, str) else [])


RULES = (
    StackRule(
        id="iam-role-policy-conflicts",
        types=("iam.Role", "iam.PolicyAttachment"),
        criteria=("CC8.1",),
        severity=Severity.MEDIUM,
        summary="A role's policies are managed in only one way.",
        fix="Leave out inline_policies and managed_policy_arns; use iam.RolePolicy and "
        "iam.RolePolicyAttachment.",
        keys={
            "inline": "inline_policies",
            "managed": "managed_policy_arns",
            "attachment": "policy_arn",
        },
        reference="pulumi-aws: notes of iam.Role and iam.PolicyAttachment on exclusive management; "
        "awsguard iam-role-no-policy-management-conflicts",
        why="Each update removes the policies that the other way attached, so permissions change "
        "without a change to the program.",
        judge=_judge,
    ),
)
