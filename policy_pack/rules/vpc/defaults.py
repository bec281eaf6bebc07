"""Default security groups without rules, and unused default VPCs."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    guarded,
    shown,
    unplaced,
)
from soc2_baseline.policy_pack.rules.vpc.openings import EGRESS, INGRESS, RULES_BESIDE

GROUP = "ec2.DefaultSecurityGroup"
ACL, TABLE = "ec2.DefaultNetworkAcl", "ec2.DefaultRouteTable"
_EXIT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for vpc in graph.of("ec2.DefaultVpc"):
        yield from _shut(vpc, graph)
    lost = bool(unplaced(graph, "vpcId", GROUP))
    for vpc in graph.of("ec2.Vpc"):
        yield from guarded(_adopted, vpc, "adopted", graph, context, lost)
    for group in graph.of(GROUP):
        yield from _closed(group)
    for rule in graph.of(*RULES_BESIDE):
        yield from _beside(rule, graph)


def _adopted(vpc: Resource, graph: StackGraph, context: Context, lost: bool) -> Iterator[Finding]:
    if graph.satellites(vpc, "vpcId", GROUP):
        return
    sentence = "no DefaultSecurityGroup manages the VPC's default security group"
    if lost:
        yield Finding("adopted", sentence, Verdict.UNDETERMINED, vpc.urn)
    elif not context.vocabulary.offers(GROUP):
        yield Finding("adopted", sentence, Verdict.NOT_OFFERED, vpc.urn, detail="default groups")
    else:
        yield Finding("adopted", sentence, urn=vpc.urn)


def _shut(vpc: Resource, graph: StackGraph) -> Iterator[Finding]:
    """Check that a managed default VPC is closed: no rule in its group and ACL, no route."""
    sentence = "the default VPC is usable: its default group, ACL or route table is not closed"
    shutters = (
        (GROUP, "vpcId", ()),  # its rules are checked below
        (ACL, "defaultNetworkAclId", (INGRESS, EGRESS)),
        (TABLE, "defaultRouteTableId", ("routes",)),
    )
    left: list[Any] = []
    for kind, prop, lists in shutters:
        beside = graph.satellites(vpc, prop, kind)
        left += [shown(shutter, name) for shutter in beside for name in lists]
        left += [] if beside else [kind]
    if any(what is not UNKNOWN and what for what in left):
        yield Finding("default-vpc", sentence, urn=vpc.urn)
    elif any(what is UNKNOWN for what in left):
        yield Finding("default-vpc", sentence, Verdict.UNDETERMINED, vpc.urn)


def _beside(rule: Resource, graph: StackGraph) -> Iterator[Finding]:
    """Check a rule for the default group: of a DefaultSecurityGroup, or by the VPC's attribute."""
    if graph.targets(rule, "securityGroupId", GROUP, "ec2.Vpc"):
        kind = rule.at("type")
        out = rule.type == _EXIT or (kind is not UNKNOWN and kind == EGRESS)
        direction = EGRESS if out else INGRESS
        yield Finding(direction, "the rule opens the default security group", urn=rule.urn)


def _closed(group: Resource) -> Iterator[Finding]:
    for prop in (INGRESS, EGRESS):
        rules = shown(group, prop)
        sentence = f"the default security group has {prop} rules"
        if rules is UNKNOWN:
            yield Finding(prop, sentence, Verdict.UNDETERMINED, group.urn)
        elif rules:
            yield Finding(prop, sentence, urn=group.urn)


RULES = (
    StackRule(
        id="sg-default-closed",
        types=("ec2.Vpc", "ec2.DefaultVpc", GROUP, ACL, TABLE, *RULES_BESIDE),
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="The default security group of a VPC has no rules; a default VPC is closed.",
        fix="Add ec2.DefaultSecurityGroup(vpc_id=vpc.id) without ingress and egress; for an "
        "ec2.DefaultVpc also a DefaultNetworkAcl without rules and a DefaultRouteTable without "
        "routes.",
        keys={
            "adopted": "vpc_id",
            "ingress": "ingress",
            "egress": "egress",
            "default-vpc": "vpc_id",
        },
        why="Resources without a security group of their own get the default group, which by "
        "default allows traffic between its members and to the internet.",
        reference="Amazon VPC user guide: default security groups; "
        "Security Hub EC2.2; checkov CKV_AWS_148, CKV2_AWS_12",
        judge=_judge,
    ),
)
