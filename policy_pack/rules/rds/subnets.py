"""Databases live in subnets that the internet cannot reach."""

from collections.abc import Iterator

from baseline.vocabulary import Verdict
from policy_pack.context import Context
from policy_pack.gaps import guarded
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, Severity, StackRule
from policy_pack.rules.rds.routing import reaches_internet

GROUPS = (
    "rds.SubnetGroup",
    "docdb.SubnetGroup",
    "neptune.SubnetGroup",
    "redshift.SubnetGroup",
    "dax.SubnetGroup",
    "elasticache.SubnetGroup",
    "memorydb.SubnetGroup",
)


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    answers: dict[str, bool | None] = {}
    for group in graph.of(*GROUPS):
        yield from guarded(_group, group, "internet", graph, answers)


def _group(
    group: Resource, graph: StackGraph, answers: dict[str, bool | None]
) -> Iterator[Finding]:
    """Subnets of other stacks have their routes there, and are judged with them."""
    unsure = False
    for subnet in graph.targets(group, "subnetIds", "ec2.Subnet"):
        if subnet.urn not in answers:
            answers[subnet.urn] = reaches_internet(subnet, graph)
        if answers[subnet.urn]:
            sentence = f"subnet {subnet.name} of the group routes to an internet gateway"
            yield Finding("internet", sentence, urn=group.urn)
            return
        unsure = unsure or answers[subnet.urn] is None
    if unsure:
        sentence = "a subnet of the group may route to an internet gateway"
        yield Finding("internet", sentence, Verdict.UNDETERMINED, group.urn)


RULES = (
    StackRule(
        id="rds-private-subnets",
        types=GROUPS,
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="No subnet of a database's subnet group routes to an internet gateway.",
        fix="List in subnet_ids only subnets whose routes have no internet gateway as gateway_id.",
        keys={"internet": "subnet_ids"},
        reference="Amazon RDS user guide: working with a DB instance in a VPC; Security Hub "
        "RDS.46; prowler elasticache_cluster_uses_public_subnet, "
        "neptune_cluster_uses_public_subnet",
        why="In a subnet that routes to the internet one flag or one rule of a security group "
        "is all that keeps the database from it.",
        judge=_judge,
    ),
)
