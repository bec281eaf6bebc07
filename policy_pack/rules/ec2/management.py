"""Management of instances by Systems Manager, and detailed monitoring."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    at,
    expect,
    guarded,
    is_given,
    is_true,
    shown,
)
from soc2_baseline.policy_pack.rules.ec2.launches import INSTANCES, TEMPLATE, inherits

ROLE_OF_THEIR_OWN = (
    ("launchTemplate", "eks.NodeGroup"),
    ("computeResources", "batch.ComputeEnvironment"),
)
"""Services that give nodes a role and reject a launch template with one."""


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for resource in graph.of(*INSTANCES, "ec2.LaunchTemplate"):
        yield from guarded(_judge_one, resource, "profile", graph)


def _judge_one(resource: Resource, graph: StackGraph) -> Iterator[Finding]:
    urn = resource.urn
    sentence = "the instance has an SSH key pair"
    if graph.wired(resource, "keyName", "ec2.KeyPair"):
        yield Finding("key-pair", sentence, urn=urn)
    else:
        key_pair = shown(resource, "keyName")
        yield from expect(key_pair, lambda n: not is_given(n), "key-pair", sentence, urn=urn)
    inherited = resource.type != TEMPLATE and inherits(resource)
    monitoring = shown(resource, "monitoring")
    if resource.type == TEMPLATE:
        monitoring = at(monitoring, "enabled")
    if not (monitoring is None and inherited):
        sentence = "detailed monitoring is off: metrics come only every five minutes"
        yield from expect(monitoring, is_true, "monitoring", sentence, urn=urn)
    profile = shown(resource, "iamInstanceProfile")
    if _has_profile(resource, profile) or inherited or _is_given_a_role(graph, resource):
        return
    sentence = "the instance has no instance profile, so Systems Manager cannot manage it"
    yield from expect(profile, is_given, "profile", sentence, urn=urn)


def _has_profile(resource: Resource, profile: object) -> bool:
    if profile is UNKNOWN:  # it may come from the stack and be known only later
        return bool(resource.edges.get("iamInstanceProfile"))
    return is_given(profile)


def _is_given_a_role(graph: StackGraph, resource: Resource) -> bool:
    return any(graph.satellites(resource, prop, name) for prop, name in ROLE_OF_THEIR_OWN)


RULES = (
    StackRule(
        id="ec2-managed-monitored",
        types=(*INSTANCES, "ec2.LaunchTemplate"),
        criteria=("CC6.1", "CC7.1", "CC7.2"),
        level=Level.ADVISORY,
        severity=Severity.MEDIUM,
        summary="Instances have an instance profile, no key pair, and detailed monitoring.",
        fix="Set iam_instance_profile and monitoring=True, leave key_name out, and connect through "
        "Session Manager.",
        keys={
            "profile": "iam_instance_profile",
            "key-pair": "key_name",
            "monitoring": "monitoring",
        },
        why="Systems Manager neither patches nor logs an instance that is reached only by its key "
        "pair, and nobody can find out who logged in.",
        reference="AWS Systems Manager user guide: instance permissions, Session Manager; "
        "Amazon EC2 user guide: detailed monitoring; Security Hub SSM.1; checkov CKV_AWS_126, "
        "CKV2_AWS_41",
        judge=_judge,
    ),
)
