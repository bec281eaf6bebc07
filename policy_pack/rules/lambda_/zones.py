"""Availability Zones of AWS Lambda functions in a VPC.

Functions outside of a VPC run in several zones by default.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    guarded,
    items,
    shown,
)
from soc2_baseline.policy_pack.rules.vpc.zones import zone

SENTENCE = "the function runs in only one Availability Zone of its VPC"
FEWEST = 2


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for function in graph.of("lambda.Function"):
        yield from guarded(_function, function, "zones", graph)


def _function(function: Resource, graph: StackGraph) -> Iterator[Finding]:
    listed = at(shown(function, "vpcConfig"), "subnetIds")
    targets = graph.targets(function, "vpcConfig", "ec2.Subnet")
    if listed is UNKNOWN:
        # Each subnet is a resource; one exported list may have many.
        if len({value for value in map(zone, targets) if isinstance(value, str)}) < FEWEST:
            yield Finding("zones", SENTENCE, Verdict.UNDETERMINED, function.urn)
        return
    subnets = items(listed)
    if not subnets:
        return
    if len(subnets) < FEWEST:
        yield Finding("zones", SENTENCE, urn=function.urn)
        return
    zones = {value for value in map(zone, targets) if isinstance(value, str)}
    if len(targets) == len(subnets) and len(zones) < FEWEST:
        certain = all(isinstance(zone(subnet), str) for subnet in targets)
        verdict = Verdict.VIOLATION if certain else Verdict.UNDETERMINED
        yield Finding("zones", SENTENCE, verdict, function.urn)


RULES = (
    StackRule(
        id="lambda-exposure-stack",
        types=("lambda.Function",),
        criteria=("CC6.6",),
        severity=Severity.MEDIUM,
        summary="Functions in a VPC have subnets in two or more Availability Zones.",
        fix="Set vpc_config.subnet_ids to subnets in several Availability Zones.",
        why="If its only Availability Zone fails, the function is down until the zone is back.",
        keys={"zones": "vpc_config.subnet_ids"},
        reference="AWS Lambda developer guide: functions in a VPC; Security Hub Lambda.5",
        judge=_judge,
    ),
)
