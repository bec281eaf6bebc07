"""Database subnets without routes to the internet."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    guarded,
)
from soc2_baseline.policy_pack.rules.rds.routing import Routing

_SUBNETS = {
    "rds.SubnetGroup": "subnetIds",
    "rds.Proxy": "vpcSubnetIds",
    "docdb.SubnetGroup": "subnetIds",
    "docdb.ElasticCluster": "subnetIds",
    "neptune.SubnetGroup": "subnetIds",
    "redshift.SubnetGroup": "subnetIds",
    "redshiftserverless.Workgroup": "subnetIds",
    "dax.SubnetGroup": "subnetIds",
    "elasticache.SubnetGroup": "subnetIds",
    "memorydb.SubnetGroup": "subnetIds",
}


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    routing = Routing(graph)
    for short, prop in _SUBNETS.items():
        for group in graph.of(short):
            yield from guarded(_group, group, "internet", prop, graph, routing)


def _group(group: Resource, prop: str, graph: StackGraph, routing: Routing) -> Iterator[Finding]:
    """Check a group; subnets of other stacks are judged with their routes there."""
    unsure = False
    for subnet in graph.targets(group, prop, "ec2.Subnet"):
        public = routing.is_public(subnet)
        if public:
            sentence = f"the subnet {subnet.name} has a route to an internet gateway"
            yield Finding("internet", sentence, urn=group.urn)
            return
        unsure = unsure or public is None
    if unsure:
        sentence = "one of the subnets may have a route to an internet gateway"
        yield Finding("internet", sentence, Verdict.UNDETERMINED, group.urn)


RULES = (
    StackRule(
        id="rds-private-subnets",
        types=tuple(_SUBNETS),
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="Database subnets have no route to an internet gateway.",
        fix="List in subnet_ids only subnets whose routes have no internet gateway as gateway_id.",
        keys={"internet": "subnet_ids"},
        reference="Amazon RDS user guide: working with a DB instance in a VPC; Security Hub "
        "RDS.46; prowler elasticache_cluster_uses_public_subnet, "
        "neptune_cluster_uses_public_subnet",
        why="In a subnet with a route to the internet, only one flag or one security group rule "
        "keeps the database private.",
        judge=_judge,
    ),
)
