"""Every tier of a network survives the loss of a zone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from baseline.vocabulary import Profile, Verdict
from policy_pack.context import Context
from policy_pack.gaps import guarded, shown
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, Severity, StackRule
from policy_pack.values import UNKNOWN, ValueUnknown

TIER_TAG = "network-tier"
TIERS = EDGE, APP, DATA = "edge", "app", "data"
FEWEST = 2


@dataclass(slots=True)
class _Network:
    """The subnets of one VPC, wherever the VPC itself is."""

    urn: str
    subnets: list[Resource] = field(default_factory=list)


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for network in _networks(graph).values():
        first = network.subnets[0]
        yield from guarded(_tiers, first, "zones", network)
        if context.profile is Profile.PROD:
            yield from guarded(_nat, first, "nat", network, graph)


def _networks(graph: StackGraph) -> dict[Any, _Network]:
    found: dict[Any, _Network] = {}
    for subnet in graph.of("ec2.Subnet"):
        vpcs = graph.targets(subnet, "vpcId", "ec2.Vpc")
        value = subnet.at("vpcId")
        key = vpcs[0].urn if vpcs else value if isinstance(value, str) else None
        if key is not None:
            found.setdefault(key, _Network(vpcs[0].urn if vpcs else subnet.urn))
            found[key].subnets.append(subnet)
    return found


def _tiers(_first: Resource, network: _Network) -> Iterator[Finding]:
    tiers: dict[str, list[Resource]] = {}
    for subnet in network.subnets:
        tier = subnet.tag(TIER_TAG)
        if tier is UNKNOWN:
            sentence = "the tier of a subnet is not known yet"
            yield Finding("zones", sentence, Verdict.UNDETERMINED, network.urn)
            return
        tiers.setdefault(str(tier or ""), []).append(subnet)
    for tier, subnets in tiers.items():
        known, missing = _zones(subnets)
        if len(known) >= FEWEST:
            continue
        # A tag's value is repeated only where it is one of ours: any other may be a secret.
        place = f"the tier {tier}" if tier in TIERS else "a tier" if tier else "the network"
        sentence = f"{place} is in one zone only"
        certain = len(known) + missing < FEWEST
        verdict = Verdict.VIOLATION if certain else Verdict.UNDETERMINED
        yield Finding("zones", sentence, verdict, network.urn)


def _nat(_first: Resource, network: _Network, graph: StackGraph) -> Iterator[Finding]:
    urns = {subnet.urn for subnet in network.subnets}
    gateways: list[Resource] = []
    homes: list[Resource] = []
    for gateway in graph.of("ec2.NatGateway"):
        if gateway.at("availabilityMode") is UNKNOWN:
            raise ValueUnknown
        if gateway.at("availabilityMode") == "regional":
            if any(vpc.urn == network.urn for vpc in graph.targets(gateway, "vpcId", "ec2.Vpc")):
                return
            continue
        subnets = graph.targets(gateway, "subnetId", "ec2.Subnet")
        if any(subnet.urn in urns for subnet in subnets):
            gateways.append(gateway)
            homes += subnets
        elif not subnets and shown(gateway, "subnetId") is UNKNOWN:
            raise ValueUnknown
    app = [subnet for subnet in network.subnets if subnet.tag(TIER_TAG) == APP]
    if not gateways or not app:
        return
    needed, unsure = _zones(app)
    present, maybe = _zones(homes)
    if len(present) >= len(needed) + unsure:
        return
    certain = len(present) + maybe < len(needed)
    verdict = Verdict.VIOLATION if certain else Verdict.UNDETERMINED
    sentence = f"NAT gateways in {len(present)} zones serve an app tier in {len(needed)}"
    yield Finding("nat", sentence, verdict, network.urn)


def _zones(subnets: list[Resource]) -> tuple[set[str], int]:
    """The zones that are known, and how many subnets are in one that is not."""
    values = [zone(subnet) for subnet in subnets]
    known = {value for value in values if isinstance(value, str)}
    return known, sum(1 for value in values if value is UNKNOWN)


def zone(subnet: Resource) -> Any:
    """Where a subnet is; UNKNOWN also where AWS chooses."""
    name = shown(subnet, "availabilityZone")
    zone_id = shown(subnet, "availabilityZoneId")
    return name if isinstance(name, str) else zone_id if isinstance(zone_id, str) else UNKNOWN


RULES = (
    StackRule(
        id="vpc-multi-az",
        types=("ec2.Vpc", "ec2.Subnet", "ec2.NatGateway"),
        criteria=("A1.2",),
        severity=Severity.HIGH,
        summary="Every tier of a network spans two zones, and in prod each app zone has its NAT.",
        fix="Add subnets with another availability_zone, and under prod a NatGateway in each.",
        keys={"zones": "availability_zone", "nat": "subnet_id"},
        reference="AWS Well-Architected, reliability pillar: deploy to several zones",
        judge=_judge,
    ),
)
