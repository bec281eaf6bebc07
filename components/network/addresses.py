"""CIDR ranges of a network's subnets, stable when zones change.

A subnet's range depends only on the network, its tier and the letter of its zone, so a new zone or
a different order of zones does not change existing subnets.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network

ZONE_LETTERS = "abcdefgh"
_SMALL_PREFIX = 23
_ACCEPTED = "accepted is a private IPv4 network, /16 to /24, such as 10.20.0.0/20"


class NetworkTier(StrEnum):
    """Tiers of a network, from the internet inwards; values of the tag ``network-tier``."""

    EDGE = "edge"
    APP = "app"
    DATA = "data"


_SHARES = {NetworkTier.APP: (0, 2), NetworkTier.DATA: (2, 1), NetworkTier.EDGE: (3, 1)}
"""First quarter and number of quarters of each tier's block."""


@dataclass(frozen=True, slots=True)
class SubnetPlan:
    """The plan of a subnet."""

    tier: NetworkTier
    letter: str
    cidr: IPv4Network

    @property
    def key(self) -> str:
        """The subnet's part of resource names, such as ``app-a``."""
        return f"{self.tier.value}-{self.letter}"


def letters_in(network: IPv4Network) -> str:
    """Return the zone letters that fit a network: four in a /23 or /24, else eight."""
    return ZONE_LETTERS[:4] if network.prefixlen >= _SMALL_PREFIX else ZONE_LETTERS


def subnet_cidr(network: IPv4Network, tier: NetworkTier, letter: str) -> IPv4Network:
    """Calculate the range of a subnet.

    Half of the network belongs to app, a quarter each to data and edge; each block is divided
    into as many equal ranges as there are letters.
    """
    letters = letters_in(network)
    first, quarters = _SHARES[tier]
    size = network.num_addresses // 4 * quarters // len(letters)
    start = network.num_addresses // 4 * first + letters.index(letter) * size
    prefix = network.max_prefixlen - (size.bit_length() - 1)
    return IPv4Network((int(network.network_address) + start, prefix))


def plan_subnets(network: IPv4Network, letters: Sequence[str]) -> tuple[SubnetPlan, ...]:
    """Plan a subnet in each tier and zone, in the order of the zones."""
    return tuple(
        SubnetPlan(tier, letter, subnet_cidr(network, tier, letter))
        for tier in NetworkTier
        for letter in letters
    )


def network_problems(place: str, cidr: str, letters: Sequence[str]) -> list[str]:
    """Validate a network's range, and that its zones fit into it."""
    try:
        network = IPv4Network(cidr)
    except ValueError as error:
        return [f"{place} {cidr!r}: {error}; {_ACCEPTED}"]
    if not network.is_private or not 16 <= network.prefixlen <= 24:
        return [f"{place} {cidr!r}; {_ACCEPTED}"]
    room = letters_in(network)
    return [
        f"{place} {cidr!r} has no room for zone {letter!r}; "
        f"accepted are zones {', '.join(room)} in a /{network.prefixlen}"
        for letter in letters
        if letter not in room
    ]


def read_network(cidr: str) -> IPv4Network:
    """Parse a validated range."""
    return ipaddress.IPv4Network(cidr)
