"""Rules of the network ACL of each tier; the list of rules is pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.network.addresses import NetworkTier

ANYWHERE = "0.0.0.0/0"
HTTPS = 443
ADMIN_PORTS = (3389, 5985, 5986)
"""Ports of remote administration that lie among the ephemeral ones."""
_EPHEMERAL = (1024, 65535)
_NUMBER_STEP = 10
_FIRST_NUMBER = 100


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that an ACL lets through."""

    cidr: str
    protocol: str
    from_port: int
    to_port: int


@dataclass(frozen=True, slots=True)
class AclPlan:
    """Both directions of one ACL; whatever is not opened is refused."""

    ingress: tuple[Opening, ...]
    egress: tuple[Opening, ...]


def ephemeral_ranges() -> tuple[tuple[int, int], ...]:
    """Return the ports that answers come back to, without those of remote administration.

    An ACL keeps no state, so whoever sends to an ephemeral port passes for an answer. The price is
    that a connection fails whose client drew one of the three ports out of 64,512.
    """
    start, last = _EPHEMERAL
    ranges = []
    for port in ADMIN_PORTS:
        if start < port:
            ranges.append((start, port - 1))
        start = port + 1
    return (*ranges, (start, last))


def plan_acl(tier: NetworkTier, network: IPv4Network, *, nat: bool) -> AclPlan:
    """Return the openings of a tier's ACL.

    Args:
        tier: the tier.
        network: the whole network.
        nat: whether NAT gateways stand in the edge tier and ask on behalf of the app tier.
    """
    inside = Opening(str(network), "-1", 0, 0)
    https = Opening(ANYWHERE, "tcp", HTTPS, HTTPS)
    answers = tuple(Opening(ANYWHERE, "tcp", first, last) for first, last in ephemeral_ranges())
    match tier:
        case NetworkTier.EDGE:
            ingress = (inside, https, *answers) if nat else (inside, https)
            return AclPlan(ingress, (inside, https, *answers) if nat else (inside, *answers))
        case NetworkTier.APP:
            # Without NAT too: gateway endpoints answer from public addresses.
            return AclPlan((inside, *answers), (inside, https))
        case NetworkTier.DATA:
            return AclPlan((inside,), (inside,))


def make_acls(
    host: BaselineComponent,
    vpc: aws.ec2.Vpc,
    network: IPv4Network,
    subnet_ids: Mapping[NetworkTier, Sequence[pulumi.Input[str]]],
    *,
    nat: bool,
) -> None:
    """Make an ACL for each tier; the one that AWS makes with the VPC lets nothing through."""
    for tier in NetworkTier:
        plan = plan_acl(tier, network, nat=nat)
        aws.ec2.NetworkAcl(
            f"{host.name}-{tier.value}",
            vpc_id=vpc.id,
            subnet_ids=subnet_ids[tier],
            ingress=_entries(plan.ingress),
            egress=_entries(plan.egress),
            tags={**host.tags, "network-tier": tier.value},
            opts=host.child(),
        )
    if host.offers("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"):
        aws.ec2.DefaultNetworkAcl(
            f"{host.name}-default",
            default_network_acl_id=vpc.default_network_acl_id,
            tags=host.tags,
            # AWS puts each subnet here until its own ACL takes it over.
            opts=host.child(ignore_changes=["subnet_ids"]),
        )


def _entries(openings: Sequence[Opening]) -> list[aws.ec2.NetworkAclIngressArgsDict]:
    return [
        {
            "action": "allow",
            "rule_no": _FIRST_NUMBER + _NUMBER_STEP * index,
            "protocol": opening.protocol,
            "cidr_block": opening.cidr,
            "from_port": opening.from_port,
            "to_port": opening.to_port,
        }
        for index, opening in enumerate(openings)
    ]
