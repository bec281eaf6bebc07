"""Public addresses and routes of subnets."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    guarded,
    is_true,
    items,
    shown,
)
from soc2_baseline.policy_pack.rules.vpc.addresses import is_public
from soc2_baseline.policy_pack.rules.vpc.openings import both
from soc2_baseline.policy_pack.rules.vpc.zones import APP, DATA, EDGE, TIER_TAG

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
    sentence = "instances get a public IP address at launch, but the subnet is not of the edge tier"
    if answer is None:
        yield Finding("public-ip", sentence, Verdict.UNDETERMINED)
    elif answer:
        yield Finding("public-ip", sentence)


def _judge_routing(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    gateways = frozenset[str]().union(*(g.identities for g in graph.of("ec2.InternetGateway")))
    ways: dict[str, list[_Way]] = {}
    for subnet in graph.of("ec2.Subnet"):
        yield from guarded(_subnet, subnet, "internet", graph, gateways, ways)


class _Way(NamedTuple):
    """A default route: whether it leads to an internet gateway, or out in another way."""

    place: str
    internet: bool | None
    egress: bool | None


def _subnet(
    subnet: Resource, graph: StackGraph, gateways: frozenset[str], ways: dict[str, list[_Way]]
) -> Iterator[Finding]:
    tier = subnet.tag(TIER_TAG)
    if tier not in (APP, DATA):
        return
    for table in route_tables(subnet, graph):
        if table.urn not in ways:  # many subnets share a table
            ways[table.urn] = list(_ways(table, graph, gateways))
        for way in ways[table.urn]:
            sentence = f"the {tier} subnet has a route to an internet gateway ({way.place})"
            yield from _finding("internet", way.internet, sentence, subnet)
            if tier == DATA:
                sentence = f"the data subnet has a default route out of the VPC ({way.place})"
                yield from _finding("egress", way.egress, sentence, subnet)


def route_tables(subnet: Resource, graph: StackGraph) -> list[Resource]:
    """Return the route table of a subnet: its own, else the main one of its VPC."""
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


def _ways(table: Resource, graph: StackGraph, gateways: frozenset[str]) -> Iterator[_Way]:
    for route in graph.satellites(table, "routeTableId", "ec2.Route"):
        gate = _internet(route.at("gatewayId"), route, "gatewayId", graph, gateways)
        yield from _way(route.props, f"route {route.name}", gate, route.edges)
    routes = shown(table, "routes")
    if routes is UNKNOWN:
        yield _Way(f"route table {table.name}", None, False)
        return
    for tree in items(routes):
        gate = _internet(at(tree, "gatewayId"), table, "routes", graph, gateways)
        yield from _way(tree, f"route table {table.name}", gate, {})


def _way(
    route: Any, place: str, gate: bool | None, edges: Mapping[str, frozenset[str]]
) -> Iterator[_Way]:
    ranges = [text for name in _RANGES if (text := at(route, name)) is not None]
    everywhere: bool | None = is_public(text for text in ranges if text is not UNKNOWN)
    if not everywhere and any(text is UNKNOWN for text in ranges):
        everywhere = None
    out = any(
        at(route, way) is UNKNOWN or at(route, way) not in (None, "") or bool(edges.get(way))
        for way in _WAYS_OUT
    )
    way = _Way(place, both(everywhere, gate), both(everywhere, out))
    if way.internet is not False or way.egress is not False:
        yield way


def _internet(
    value: Any, owner: Resource, prop: str, graph: StackGraph, gateways: frozenset[str]
) -> bool | None:
    """Return whether a route's gateway is one; routes in a table share one property's edges."""
    if isinstance(value, str):
        return value in gateways or value.startswith("igw-")
    if value is not UNKNOWN and not (prop == "gatewayId" and owner.edges.get(prop)):
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
        summary="Only subnets of the edge tier assign public IP addresses.",
        fix=f'Set map_public_ip_on_launch=False, or tag the subnet {TIER_TAG}="{EDGE}".',
        keys={"public-ip": "map_public_ip_on_launch"},
        why="An instance with a public IP address can be reached from the internet as soon as one "
        "rule or route is wrong.",
        reference="Amazon VPC user guide: subnet settings; "
        "Security Hub EC2.15; checkov CKV_AWS_130",
        judge=_judge_public_ip,
    ),
    StackRule(
        id="subnet-tier-routing",
        types=("ec2.Subnet",),
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="App and data subnets have no route to an internet gateway, data subnets no "
        "default route.",
        fix="Give the subnet a RouteTable whose routes have no 0.0.0.0/0 or ::/0 to that target.",
        keys={"internet": "gateway_id", "egress": "nat_gateway_id"},
        why="A route to the internet makes private subnets public, and gives data an exit that "
        "nobody watches.",
        reference="Amazon VPC user guide: route tables; checkov CKV2_AWS_35",
        judge=_judge_routing,
    ),
)
