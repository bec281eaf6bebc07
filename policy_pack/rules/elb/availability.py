"""Zones and health checks of load balancers."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    expect,
    is_true,
)
from soc2_baseline.policy_pack.rules.elb.kinds import CLASSIC, kind

FEWEST = 2
_TARGETS = "aws:lb/targetGroup:TargetGroup"
_ZONAL = ("availability_zone_affinity", "partial_availability_zone_affinity")


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == _TARGETS:
        yield from _health(resource)
    elif resource.type == CLASSIC:
        yield from _zones(resource, "subnets", "availabilityZones")
        yield from expect(
            resource.at("crossZoneLoadBalancing"),
            lambda on: on is None or is_true(on),
            "cross-zone",
            "cross-zone load balancing is off",
        )
    else:
        yield from _zones(resource, "subnets", "subnetMappings")
        if kind(resource) == "network":
            yield from _cross_zone(resource)


def _zones(balancer: Resource, *props: str) -> Iterator[Finding]:
    given = [prop for prop in props if balancer.at(prop) is UNKNOWN or balancer.at(prop)]
    prop = given[0] if given else props[0]
    yield from expect(
        balancer.at(prop),
        lambda places: isinstance(places, list) and len(places) >= FEWEST,
        "zones",
        "the load balancer is in only one Availability Zone",
        wire=Wire(prop, ("ec2.Subnet", "ec2.DefaultSubnet")),
    )


def _cross_zone(balancer: Resource) -> Iterator[Finding]:
    """Check cross-zone load balancing, unless clients are routed by zone or zonal shift is on."""
    routing, shift = balancer.at("dnsRecordClientRoutingPolicy"), balancer.at("enableZonalShift")
    if routing is not UNKNOWN and routing in _ZONAL:
        return
    if shift is not UNKNOWN and is_true(shift):
        return
    yield from expect(
        balancer.at("enableCrossZoneLoadBalancing"),
        is_true,
        "cross-zone",
        "cross-zone load balancing is off",
    )


def _health(group: Resource) -> Iterator[Finding]:
    if group.at("targetType") == "lambda":
        raise NotApplicable("AWS Lambda keeps functions healthy")
    yield from expect(
        group.at("healthCheck", "enabled"),
        lambda on: on is None or is_true(on),
        "health",
        "health checks of the targets are off",
    )


RULES = (
    ResourceRule(
        id="lb-multi-az-health",
        types=("lb.LoadBalancer", "elb.LoadBalancer", "lb.TargetGroup"),
        criteria=("A1.2",),
        severity=Severity.MEDIUM,
        summary="Load balancers span two Availability Zones, use targets in all of them and check "
        "their health.",
        fix="Set subnets in two Availability Zones; set enable_cross_zone_load_balancing=True; "
        "leave health_check enabled.",
        keys={
            "zones": "subnets",
            "cross-zone": "enable_cross_zone_load_balancing",
            "health": "health_check.enabled",
        },
        why="When an Availability Zone or a target fails, requests still go there and are lost, "
        "although there are healthy targets.",
        reference="Elastic Load Balancing user guides: zones, cross-zone load balancing, health "
        "checks; Security Hub ELB.9, ELB.10, ELB.13; checkov CKV_AWS_138, CKV_AWS_152, CKV_AWS_261",
        judge=_judge,
    ),
)
