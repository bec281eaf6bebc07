"""Which subnets the internet can reach, and which can reach the internet."""

from collections.abc import Iterator
from typing import Any

from baseline.vocabulary import Verdict
from policy_pack.context import Context
from policy_pack.gaps import guarded
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, ResourceRule, Severity, StackRule, is_true
from policy_pack.rules.network.addresses import is_public
from policy_pack.rules.network.openings import both
from policy_pack.rules.network.zones import APP, DATA, EDGE, TIER_TAG
from policy_pack.values import UNKNOWN, at, items

_TABLES = ("ec2.RouteTable", "ec2.DefaultRouteTable")
_RANGES = ("cidrBlock", "ipv6CidrBlock", "destinationCidrBlock", "destinationIpv6CidrBlock")
_WAYS_OUT = ("natGatewayId", "egressOnlyGatewayId", "transitGatewayId")
_PRIVATE_GATEWAYS = ("ec2.VpnGateway", "ec2.VpcEndpoint")


def _judge_public_ip(subnet: Resource, _context: Context) -> Iterator[Finding]:
    tier = subnet.tag(TIER_TAG)
    value = subnet.at("mapPublicIpOnLaunch")
    on = None if value is UNKNOWN else is_true(value)
    inner = None if tier is UNKNOWN else tier != EDGE
    answer = both(on, inner)
    sentence = "instances get a public address at launch outside the edge tier"
    if answer is None:
        yield Finding("public-ip", sentence, Verdict.UNDETERMINED)
    elif answer:
        yield Finding("public-ip", sentence)


def _judge_routing(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for subnet in graph.of("ec2.Subnet"):
        yield from guarded(_subnet, subnet, "internet", graph)


def _subnet(subnet: Resource, graph: StackGraph) -> Iterator[Finding]:
    tier = subnet.tag(TIER_TAG)
    if tier not in (APP, DATA):
        return
    for table in _tables(subnet, graph):
        for route in graph.satellites(table, "routeTableId", "ec2.Route"):
            yield from _route(subnet, tier, route.props, route, None, graph)
        routes = table.at("routes")
        if routes is UNKNOWN or (routes is None and table.edges.get("routes")):
            sentence = "the routes of the subnet are known only after the update"
            yield Finding("internet", sentence, Verdict.UNDETERMINED, subnet.urn)
        else:
            for route in items(routes):
                yield from _route(subnet, tier, route, table, "routes", graph)


def _tables(subnet: Resource, graph: StackGraph) -> list[Resource]:
    """The route table of a subnet: its own, else the main one of its VPC."""
    beside = graph.satellites(subnet, "subnetId", "ec2.RouteTableAssociation")
    if beside:
        return [table for each in beside for table in graph.targets(each, "routeTableId", *_TABLES)]
    vpcs = graph.targets(subnet, "vpcId", "ec2.Vpc")
    main = [
        table
        for vpc in vpcs
        for each in graph.satellites(vpc, "vpcId", "ec2.MainRouteTableAssociation")
        for table in graph.targets(each, "routeTableId", *_TABLES)
    ]
    default = [
        table
        for vpc in vpcs
        for table in graph.satellites(vpc, "defaultRouteTableId", "ec2.DefaultRouteTable")
    ]
    return main or default


def _route(
    subnet: Resource, tier: str, route: Any, owner: Resource, prop: str | None, graph: StackGraph
) -> Iterator[Finding]:
    """Findings on one route; in a route table all routes share the edges of one property."""
    ranges = [text for name in _RANGES if (text := at(route, name)) is not None]
    everywhere: bool | None = is_public(text for text in ranges if text is not UNKNOWN)
    if not everywhere and any(text is UNKNOWN for text in ranges):
        everywhere = None
    where = f"route table {owner.name}" if prop else f"route {owner.name}"
    gate = _internet(at(route, "gatewayId"), owner, prop or "gatewayId", graph)
    sentence = f"the {tier} subnet reaches the internet gateway by {where}"
    yield from _finding("internet", both(everywhere, gate), sentence, subnet)
    if tier == DATA:
        out = any(
            at(route, way) not in (None, "") if at(route, way) is not UNKNOWN else True
            for way in _WAYS_OUT
        ) or (prop is None and any(owner.edges.get(way) for way in _WAYS_OUT))
        sentence = f"the data subnet has a way out of the network by {where}"
        yield from _finding("egress", both(everywhere, out), sentence, subnet)


def _internet(value: Any, owner: Resource, prop: str, graph: StackGraph) -> bool | None:
    """Whether a route's gateway is an internet gateway."""
    if isinstance(value, str):
        known = [g for g in graph.of("ec2.InternetGateway") if value in g.identities]
        return bool(known) or value.startswith("igw-")
    unknown = value is UNKNOWN or (prop == "gatewayId" and bool(owner.edges.get(prop)))
    if not unknown:
        return False
    if graph.wired(owner, prop, "ec2.InternetGateway"):
        return True
    return False if graph.wired(owner, prop, *_PRIVATE_GATEWAYS) else None


def _finding(key: str, answer: bool | None, sentence: str, subnet: Resource) -> Iterator[Finding]:
    if answer is None:
        yield Finding(key, sentence, Verdict.UNDETERMINED, subnet.urn)
    elif answer:
        yield Finding(key, sentence, urn=subnet.urn)


RULES = (
    ResourceRule(
        id="subnet-no-auto-public-ip",
        types=("ec2.Subnet",),
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="Only subnets of the edge tier give instances a public address.",
        fix=f'Set map_public_ip_on_launch=False, or tag the subnet {TIER_TAG}="{EDGE}".',
        keys={"public-ip": "map_public_ip_on_launch"},
        reference="Amazon VPC user guide: subnet settings; "
        "Security Hub EC2.15; checkov CKV_AWS_130",
        judge=_judge_public_ip,
    ),
    StackRule(
        id="subnet-tier-routing",
        types=("ec2.Subnet",),
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="App and data subnets have no route to an internet gateway, data subnets none out.",
        fix="Give the subnet a RouteTable whose routes have no 0.0.0.0/0 or ::/0 to that target.",
        keys={"internet": "gateway_id", "egress": "nat_gateway_id"},
        reference="Amazon VPC user guide: route tables; checkov CKV2_AWS_35",
        judge=_judge_routing,
    ),
)
