"""The default security group of each VPC is shut, and nobody uses the default VPC."""

from collections.abc import Iterator

from baseline.vocabulary import Verdict
from policy_pack.context import Context
from policy_pack.gaps import guarded, shown, unplaced
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, Severity, StackRule
from policy_pack.values import UNKNOWN

GROUP = "ec2.DefaultSecurityGroup"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for vpc in graph.of("ec2.DefaultVpc"):
        yield Finding("default-vpc", "the default VPC is in use", urn=vpc.urn)
    for vpc in graph.of("ec2.Vpc"):
        yield from guarded(_adopted, vpc, "adopted", graph, context)
    for group in graph.of(GROUP):
        yield from _closed(group)


def _adopted(vpc: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    if graph.satellites(vpc, "vpcId", GROUP):
        return
    sentence = "no DefaultSecurityGroup takes over the VPC's default group"
    if unplaced(graph, "vpcId", GROUP):
        yield Finding("adopted", sentence, Verdict.UNDETERMINED, vpc.urn)
    elif not context.vocabulary.offers(GROUP):
        yield Finding("adopted", sentence, Verdict.NOT_OFFERED, vpc.urn, detail="default groups")
    else:
        yield Finding("adopted", sentence, urn=vpc.urn)


def _closed(group: Resource) -> Iterator[Finding]:
    for prop in ("ingress", "egress"):
        rules = shown(group, prop)
        sentence = f"the default security group has {prop} rules"
        if rules is UNKNOWN:
            yield Finding(prop, sentence, Verdict.UNDETERMINED, group.urn)
        elif rules:
            yield Finding(prop, sentence, urn=group.urn)


RULES = (
    StackRule(
        id="sg-default-closed",
        types=("ec2.Vpc", "ec2.DefaultVpc", GROUP),
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="The default security group of each VPC has no rules, and no default VPC is used.",
        fix="Add ec2.DefaultSecurityGroup(vpc_id=vpc.id) without ingress and egress.",
        keys={
            "adopted": "vpc_id",
            "ingress": "ingress",
            "egress": "egress",
            "default-vpc": "vpc_id",
        },
        reference="Amazon VPC user guide: default security groups; "
        "Security Hub EC2.2; checkov CKV_AWS_148, CKV2_AWS_12",
        judge=_judge,
    ),
)
