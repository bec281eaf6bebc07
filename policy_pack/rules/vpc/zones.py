"""Availability Zones of network tiers and NAT gateways."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Profile,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    guarded,
    shown,
)

TIER_TAG = "network-tier"
TIERS = EDGE, APP, DATA = "edge", "app", "data"
FEWEST = 2


@dataclass(slots=True)
class _Network:
    """Subnets of one VPC, whether or not the VPC is in the stack."""

    urn: str
    elsewhere: bool
    subnets: list[Resource] = field(default_factory=list)
    regional: bool = False
    homes: list[Resource] = field(default_factory=list)


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    networks = _networks(graph)
    prod = context.profile is Profile.PROD
    lost = _place_gateways(graph, networks.values()) if prod else False
    for network in networks.values():
        first = network.subnets[0]
        yield from guarded(_tiers, first, "zones", network)
        if prod:
            yield from guarded(_nat, first, "nat", network, lost)


def _networks(graph: StackGraph) -> dict[Any, _Network]:
    found: dict[Any, _Network] = {}
    for subnet in graph.of("ec2.Subnet"):
        vpcs = graph.targets(subnet, "vpcId", "ec2.Vpc")
        value = subnet.at("vpcId")
        key = vpcs[0].urn if vpcs else value if isinstance(value, str) else None
        if key is not None:
            found.setdefault(key, _Network(vpcs[0].urn if vpcs else subnet.urn, not vpcs))
            found[key].subnets.append(subnet)
    return found


def _tiers(_first: Resource, network: _Network) -> Iterator[Finding]:
    tiers: dict[str, list[Resource]] = {}
    for subnet in network.subnets:
        tier = subnet.tag(TIER_TAG)
        if tier is UNKNOWN:
            sentence = "the tier of a subnet is known only after the update"
            yield Finding("zones", sentence, Verdict.UNDETERMINED, network.urn)
            return
        tiers.setdefault(str(tier or ""), []).append(subnet)
    for tier, subnets in tiers.items():
        if network.elsewhere and tier not in TIERS:
            continue  # other stacks may have put subnets into that VPC too
        known, missing = _zones(subnets)
        if len(known) >= FEWEST:
            continue
        # A tag's value is shown only if it is a known tier: any other may be a secret.
        place = f"the tier {tier}" if tier in TIERS else "a tier" if tier else "the network"
        sentence = f"{place} is in only one Availability Zone"
        certain = len(known) + missing < FEWEST
        verdict = Verdict.VIOLATION if certain else Verdict.UNDETERMINED
        yield Finding("zones", sentence, verdict, network.urn)


def _place_gateways(graph: StackGraph, networks: Iterable[_Network]) -> bool:
    """Assign the NAT gateways to their networks; return whether the network of one is unknown."""
    by_vpc = {network.urn: network for network in networks}
    by_subnet = {subnet.urn: network for network in by_vpc.values() for subnet in network.subnets}
    lost = False
    for gateway in graph.of("ec2.NatGateway"):
        mode = gateway.at("availabilityMode")
        if mode is UNKNOWN:
            lost = True
        elif mode == "regional":
            for vpc in graph.targets(gateway, "vpcId", "ec2.Vpc"):
                if vpc.urn in by_vpc:
                    by_vpc[vpc.urn].regional = True
        else:
            subnets = graph.targets(gateway, "subnetId", "ec2.Subnet")
            lost = lost or (not subnets and shown(gateway, "subnetId") is UNKNOWN)
            for subnet in subnets:
                if subnet.urn in by_subnet:
                    by_subnet[subnet.urn].homes.append(subnet)
    return lost


def _nat(_first: Resource, network: _Network, lost: bool) -> Iterator[Finding]:
    if network.regional:
        return
    if lost:
        raise ValueUnknown
    app = [subnet for subnet in network.subnets if subnet.tag(TIER_TAG) == APP]
    if not network.homes or not app:
        return
    needed, unsure = _zones(app)
    present, maybe = _zones(network.homes)
    if len(present) >= len(needed) + unsure:
        return
    certain = len(present) + maybe < len(needed)
    verdict = Verdict.VIOLATION if certain else Verdict.UNDETERMINED
    sentence = f"NAT gateways in {len(present)} zones serve an app tier in {len(needed)} zones"
    yield Finding("nat", sentence, verdict, network.urn)


def _zones(subnets: list[Resource]) -> tuple[set[str], int]:
    """Return the known zones, and the number of subnets in an unknown one."""
    values = [zone(subnet) for subnet in subnets]
    known = {value for value in values if isinstance(value, str)}
    return known, sum(1 for value in values if value is UNKNOWN)


def zone(subnet: Resource) -> Any:
    """Return the zone of a subnet; UNKNOWN also if AWS chooses it."""
    name = shown(subnet, "availabilityZone")
    zone_id = shown(subnet, "availabilityZoneId")
    return name if isinstance(name, str) else zone_id if isinstance(zone_id, str) else UNKNOWN


RULES = (
    StackRule(
        id="vpc-multi-az",
        types=("ec2.Vpc", "ec2.Subnet", "ec2.NatGateway"),
        criteria=("A1.2",),
        severity=Severity.HIGH,
        summary="Every tier of a network spans two Availability Zones; in prod each app zone has "
        "a NAT gateway.",
        fix="Add subnets with another availability_zone, and in prod a NatGateway in each.",
        keys={"zones": "availability_zone", "nat": "subnet_id"},
        why="If an Availability Zone fails, everything that is only in it is down until AWS "
        "repairs it, and so is everything that uses its NAT gateway.",
        reference="AWS Well-Architected, reliability pillar: deploy to several zones",
        judge=_judge,
    ),
)
