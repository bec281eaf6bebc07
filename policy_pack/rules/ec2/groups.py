"""Zones, health checks and launch templates of Auto Scaling groups."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    Wire,
    expect,
    guarded,
    is_given,
    shown,
)
from soc2_baseline.policy_pack.rules.vpc.zones import zone

FEWEST = 2
INLINE = ("targetGroupArns", "loadBalancers", "trafficSources")
ATTACHMENTS = ("autoscaling.Attachment", "autoscaling.TrafficSourceAttachment")
SENTENCE = "instances that fail the load balancer's health check are not replaced"


def _judge(group: Resource, _context: Context) -> Iterator[Finding]:
    places = group.at("vpcZoneIdentifiers")
    if not (places is UNKNOWN or is_given(places)):
        places = group.at("availabilityZones")
    together = group.at("placementGroup")  # one of the kind cluster is in one zone on purpose
    if together is not UNKNOWN and not is_given(together):
        yield from _spread(places)
    configuration = group.at("launchConfiguration")
    if configuration is UNKNOWN or is_given(configuration):
        # An unknown one comes from a resource, so there is one.
        yield Finding(
            "launch-template", "the group uses a launch configuration, not a launch template"
        )
    if any(_given(group.at(prop)) for prop in INLINE):
        yield from _checked(group)


def _spread(places: Any) -> Iterator[Finding]:
    yield from expect(
        places,
        lambda value: len(value) >= FEWEST if isinstance(value, list) else False,
        "subnets",
        "the group has only one subnet",
        wire=Wire("vpcZoneIdentifiers", ("ec2.Subnet",)),
    )


def _checked(group: Resource) -> Iterator[Finding]:
    yield from expect(
        group.at("healthCheckType"),
        lambda kind: isinstance(kind, str) and ("ELB" in kind or "VPC_LATTICE" in kind),
        "health-check",
        SENTENCE,
        urn=group.urn,
    )


def _given(value: Any) -> bool:
    return value is UNKNOWN or is_given(value)


def _judge_stack(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for group in graph.of("autoscaling.Group"):
        yield from guarded(_zones, group, "zones", graph)
        yield from guarded(_attached, group, "health-check", graph)


def _zones(group: Resource, graph: StackGraph) -> Iterator[Finding]:
    subnets = graph.targets(group, "vpcZoneIdentifiers", "ec2.Subnet")
    identifiers = shown(group, "vpcZoneIdentifiers")
    if isinstance(identifiers, list) and len(identifiers) > len(subnets):
        return  # some are elsewhere
    zones = [zone(subnet) for subnet in subnets]
    if len(zones) < FEWEST or any(value is UNKNOWN for value in zones):
        return
    if len(set(zones)) < FEWEST:
        yield Finding(
            "zones", "all subnets of the group are in one Availability Zone", urn=group.urn
        )


def _attached(group: Resource, graph: StackGraph) -> Iterator[Finding]:
    if any(_given(shown(group, prop)) for prop in INLINE):
        return  # reported by the rule over the group alone
    if graph.satellites(group, "autoscalingGroupName", *ATTACHMENTS):
        yield from _checked(group)


RULES = (
    ResourceRule(
        id="asg-resilient",
        types=("autoscaling.Group",),
        criteria=("A1.2",),
        severity=Severity.MEDIUM,
        summary="Auto Scaling groups span subnets, use load balancer health checks and launch "
        "templates.",
        fix="Set vpc_zone_identifiers to subnets of several Availability Zones, "
        'health_check_type="ELB" behind a load balancer, and launch_template instead of '
        "launch_configuration.",
        keys={
            "subnets": "vpc_zone_identifiers",
            "health-check": "health_check_type",
            "launch-template": "launch_template",
        },
        why="A group in one subnet fails with its Availability Zone, and EC2 status checks alone "
        "keep instances that run but no longer respond.",
        reference="Amazon EC2 Auto Scaling user guide: availability zones, health checks, launch "
        "templates; Security Hub AutoScaling.1, AutoScaling.2, AutoScaling.9; "
        "checkov CKV_AWS_315, CKV2_AWS_15",
        judge=_judge,
    ),
    StackRule(
        id="asg-resilient-stack",
        types=("autoscaling.Group",),
        criteria=("A1.2",),
        severity=Severity.MEDIUM,
        summary="Auto Scaling groups span Availability Zones and use health checks of attached "
        "load balancers.",
        fix='Choose subnets with different availability_zone, and set health_check_type="ELB" '
        "where an Attachment names the group.",
        keys={"zones": "vpc_zone_identifiers", "health-check": "health_check_type"},
        why="Two subnets of one Availability Zone fail together, and an attached load balancer "
        "alone does not replace an instance that fails its health check.",
        reference="Amazon EC2 Auto Scaling user guide: availability zones, health checks; "
        "Security Hub AutoScaling.1, AutoScaling.2",
        judge=_judge_stack,
    ),
)
