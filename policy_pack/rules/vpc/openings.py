"""Ingress and egress of a security group, in each of the three ways to write it.

Answers are True, False, or None where they depend on a value that is not known yet.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from soc2_baseline.policy_pack.kit import UNKNOWN, Resource, Wire, at, items, number
from soc2_baseline.policy_pack.rules.vpc.addresses import is_public

INGRESS, EGRESS = "ingress", "egress"
TYPES = ("ec2.SecurityGroup", "ec2.SecurityGroupRule", "vpc.SecurityGroupIngressRule")
EXITS = ("ec2.SecurityGroup", "ec2.SecurityGroupRule", "vpc.SecurityGroupEgressRule")
RULES_BESIDE = (
    "ec2.SecurityGroupRule",
    "vpc.SecurityGroupIngressRule",
    "vpc.SecurityGroupEgressRule",
)
GROUP = "aws:ec2/securityGroup:SecurityGroup"
_OLD_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
_SINGLE = {
    INGRESS: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    EGRESS: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
}

_NAMES = {"-1": "all", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}
LAST_PORT = 65535
ICMP = ("icmp", "icmpv6")
_RANGE_OWNERS = ("ec2.Vpc", "ec2.Subnet", "ec2.VpcIpv4CidrBlockAssociation", "ec2.Eip")
"""Types with an organization's own ranges: an unknown range from one of them is fine."""


class Opening(NamedTuple):
    """One rule; ``prop`` is the property that holds its ranges."""

    protocol: Any
    low: Any
    high: Any
    ranges: tuple[Any, ...]
    prefix_lists: tuple[Any, ...]
    prop: str

    def public(self) -> bool | None:
        """Return whether the rule is open to the internet."""
        if is_public(text for text in self.ranges if isinstance(text, str)):
            return True
        return None if any(text is UNKNOWN for text in self.ranges) else False

    def kind(self) -> str | None:
        """Return the protocol by name, ``all`` for all of them; None where it is not known."""
        if self.protocol is UNKNOWN:
            return None
        name = str(self.protocol).lower()
        return _NAMES.get(name, name)

    def everything(self) -> bool | None:
        """Return whether every port of every protocol is open."""
        kind = self.kind()
        return None if kind is None else kind == "all"

    def holds(self, port: int) -> bool | None:
        """Return whether a port of TCP or UDP is open."""
        kind = self.kind()
        if kind == "all":
            return True
        if kind not in ("tcp", "udp", None):
            return False
        low = _end(self.low, 0)
        high = _end(self.high, LAST_PORT)
        if (low is not UNKNOWN and port < low) or (high is not UNKNOWN and port > high):
            return False
        return None if kind is None or low is UNKNOWN or high is UNKNOWN else True

    def all_icmp(self) -> bool | None:
        """Return whether every type of ICMP is open."""
        kind = self.kind()
        if kind not in (*ICMP, None):
            return False
        if self.low is UNKNOWN:
            return None
        if self.low not in (None, -1):
            return False
        return None if kind is None else True

    def exactly(self, port: int) -> bool | None:
        """Return whether one port of TCP or UDP is open and nothing else."""
        kind = self.kind()
        if kind not in ("tcp", "udp", None):
            return False
        ends = [end for end in (self.low, self.high) if end is not UNKNOWN]
        if any(end != port for end in ends):
            return False
        return None if kind is None or len(ends) < 2 else True

    def wire(self) -> Wire | None:
        """Return the wire that an unknown range may come from."""
        unknown = any(text is UNKNOWN for text in self.ranges)
        return Wire(self.prop, _RANGE_OWNERS) if unknown else None


def openings(resource: Resource, direction: str = INGRESS) -> Iterator[Opening]:
    """Yield the rules of a direction in a resource; raise ValueUnknown if all are unknown."""
    if resource.type == GROUP:
        for rule in items(resource.at(direction)):
            yield Opening(
                at(rule, "protocol"),
                at(rule, "fromPort"),
                at(rule, "toPort"),
                _ranges(at(rule, "cidrBlocks"), at(rule, "ipv6CidrBlocks")),
                _ranges(at(rule, "prefixListIds")),
                direction,
            )
    elif resource.type == _OLD_RULE:
        if (resource.at("type") == EGRESS) != (direction == EGRESS):
            return
        yield Opening(
            resource.at("protocol"),
            resource.at("fromPort"),
            resource.at("toPort"),
            _ranges(resource.at("cidrBlocks"), resource.at("ipv6CidrBlocks")),
            _ranges(resource.at("prefixListIds")),
            "cidrBlocks" if resource.at("cidrBlocks") is not None else "ipv6CidrBlocks",
        )
    elif resource.type == _SINGLE[direction]:
        yield Opening(
            resource.at("ipProtocol"),
            resource.at("fromPort"),
            resource.at("toPort"),
            _ranges(resource.at("cidrIpv4"), resource.at("cidrIpv6")),
            _ranges(resource.at("prefixListId")),
            "cidrIpv4" if resource.at("cidrIpv4") is not None else "cidrIpv6",
        )


def both(first: bool | None, second: bool | None) -> bool | None:
    """Return whether both hold: False as soon as one does not."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _end(value: Any, otherwise: int) -> Any:
    port = number(value)
    return otherwise if port is not UNKNOWN and port in (None, -1) else port


def _ranges(*values: Any) -> tuple[Any, ...]:
    found: list[Any] = []
    for value in values:
        found += [UNKNOWN] if value is UNKNOWN else items(value)
    return tuple(found)
