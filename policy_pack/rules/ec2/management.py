"""Instances are managed by Systems Manager and watched closely."""

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
"""Who gives nodes a role and refuses a template that does."""


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for resource in graph.of(*INSTANCES, "ec2.LaunchTemplate"):
        yield from guarded(_judge_one, resource, "profile", graph)


def _judge_one(resource: Resource, graph: StackGraph) -> Iterator[Finding]:
    urn = resource.urn
    sentence = "somebody holds the private key to the instance"
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
        sentence = "metrics come every five minutes only"
        yield from expect(monitoring, is_true, "monitoring", sentence, urn=urn)
    profile = shown(resource, "iamInstanceProfile")
    if _has_profile(resource, profile) or inherited or _is_given_a_role(graph, resource):
        return
    sentence = "the instance has no role, so Systems Manager cannot manage it"
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
        summary="Instances have a role, no key pair, and metrics every minute.",
        fix="Set iam_instance_profile and monitoring=True, leave key_name out, and connect through "
        "Session Manager.",
        keys={
            "profile": "iam_instance_profile",
            "key-pair": "key_name",
            "monitoring": "monitoring",
        },
        why="An instance that only its key pair reaches is neither patched nor logged by Systems "
        "Manager, and nobody can say who logged in.",
        reference="AWS Systems Manager user guide: instance permissions, Session Manager; "
        "Amazon EC2 user guide: detailed monitoring; Security Hub SSM.1; checkov CKV_AWS_126, "
        "CKV2_AWS_41",
        judge=_judge,
    ),
)
