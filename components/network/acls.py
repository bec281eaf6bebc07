"""Network ACLs of the tiers; their rules are planned without resources."""

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
"""Ports of remote administration within the ephemeral range."""
_EPHEMERAL = (1024, 65535)
_NUMBER_STEP = 10
_FIRST_NUMBER = 100


@dataclass(frozen=True, slots=True)
class Opening:
    """An allowed range of ports from or to a CIDR."""

    cidr: str
    protocol: str
    from_port: int
    to_port: int


@dataclass(frozen=True, slots=True)
class AclPlan:
    """Both directions of an ACL; everything else is denied."""

    ingress: tuple[Opening, ...]
    egress: tuple[Opening, ...]


def ephemeral_ranges() -> tuple[tuple[int, int], ...]:
    """Return the ephemeral port ranges of responses, without ports of remote administration.

    An ACL is stateless, so any packet to an ephemeral port passes as a response. The drawback: a
    connection fails if its client uses one of the three ports out of 64,512.
    """
    start, last = _EPHEMERAL
    ranges = []
    for port in ADMIN_PORTS:
        if start < port:
            ranges.append((start, port - 1))
        start = port + 1
    return (*ranges, (start, last))


def plan_acl(tier: NetworkTier, network: IPv4Network, *, nat: bool) -> AclPlan:
    """Plan the ACL of a tier.

    Args:
        tier: the tier.
        network: the whole network.
        nat: whether NAT gateways in the edge tier serve the app tier.
    """
    inside = Opening(str(network), "-1", 0, 0)
    https = Opening(ANYWHERE, "tcp", HTTPS, HTTPS)
    answers = tuple(Opening(ANYWHERE, "tcp", first, last) for first, last in ephemeral_ranges())
    match tier:
        case NetworkTier.EDGE:
            ingress = (inside, https, *answers) if nat else (inside, https)
            return AclPlan(ingress, (inside, https, *answers) if nat else (inside, *answers))
        case NetworkTier.APP:
            return AclPlan((inside, *answers), (inside, https))
        case NetworkTier.DATA:
            # There is no route to the internet; gateway endpoints respond from public addresses
            # (Amazon VPC guide: gateway endpoints for Amazon S3).
            return AclPlan((inside, *answers), (inside, https))


def make_acls(
    host: BaselineComponent,
    vpc: aws.ec2.Vpc,
    network: IPv4Network,
    subnet_ids: Mapping[NetworkTier, Sequence[pulumi.Input[str]]],
    *,
    nat: bool,
) -> None:
    """Create an ACL for each tier, and deny everything in the VPC's default ACL."""
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
            # AWS associates each subnet with this ACL until its own replaces it.
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
