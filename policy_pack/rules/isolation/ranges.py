"""Networks that an address range lies in."""

from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network
from typing import Any

from soc2_baseline.policy_pack.kit import Resource, StackGraph, at, token

_WIDEST = 16
"""Widest IPv4 range of a VPC; a wider range means no particular network."""

_RULE_PROPS = {
    "ec2.SecurityGroup": (
        ("ingress", "cidrBlocks"),
        ("egress", "cidrBlocks"),
    ),
    "ec2.DefaultSecurityGroup": (("ingress", "cidrBlocks"), ("egress", "cidrBlocks")),
    "ec2.SecurityGroupRule": (("cidrBlocks", ""),),
    "vpc.SecurityGroupIngressRule": (("cidrIpv4", ""),),
    "vpc.SecurityGroupEgressRule": (("cidrIpv4", ""),),
    "ec2.Route": (("destinationCidrBlock", ""),),
    "ec2.RouteTable": (("routes", "cidrBlock"),),
    "ec2.ManagedPrefixList": (("entries", "cidr"),),
    "ec2.ManagedPrefixListEntry": (("cidr", ""),),
    "ec2transitgateway.Route": (("destinationCidrBlock", ""),),
}
_BY_TOKEN = {token(short): props for short, props in _RULE_PROPS.items()}


class Ranges:
    """Networks of a stack by their address ranges."""

    def __init__(self, graph: StackGraph) -> None:
        self._networks: dict[IPv4Network, list[Resource]] = {}
        for network in graph.of("ec2.Vpc", "ec2.Subnet", "ec2.VpcIpv4CidrBlockAssociation"):
            for found in _read(network.at("cidrBlock")):
                self._networks.setdefault(found, []).append(network)

    def holding(self, cidr: str) -> list[Resource]:
        """Return the VPCs and subnets that an address range lies in."""
        found: list[Resource] = []
        for network in _read(cidr) if self._networks else ():
            for length in range(min(network.prefixlen, 32), _WIDEST - 1, -1):
                found += self._networks.get(network.supernet(new_prefix=length), ())
        return found


def ranges_of(resource: Resource) -> Iterator[tuple[str, str]]:
    """Yield the known address ranges of a rule or route, by property."""
    for prop, inner in _BY_TOKEN.get(resource.type, ()):
        value = resource.at(prop)
        blocks = [at(block, inner) for block in _many(value)] if inner else [value]
        for block in blocks:
            for cidr in _many(block):
                if isinstance(cidr, str):
                    yield prop, cidr


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _read(value: Any) -> Iterator[IPv4Network]:
    if isinstance(value, str) and "." in value:
        try:
            network = ip_network(value, strict=False)
        except ValueError:
            return
        if isinstance(network, IPv4Network):
            yield network
