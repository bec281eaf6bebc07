"""Addresses of a network's subnets: a pure plan that never moves a subnet.

A subnet's range follows from the network, its tier and the letter of its zone alone, so another
zone or another order of zones leaves every existing subnet where it is.
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
    """Parts of a network, from the internet inwards; the value of the tag ``network-tier``."""

    EDGE = "edge"
    APP = "app"
    DATA = "data"


_SHARES = {NetworkTier.APP: (0, 2), NetworkTier.DATA: (2, 1), NetworkTier.EDGE: (3, 1)}
"""First quarter of a tier's block and how many quarters it has."""


@dataclass(frozen=True, slots=True)
class SubnetPlan:
    """One subnet before it is made."""

    tier: NetworkTier
    letter: str
    cidr: IPv4Network

    @property
    def key(self) -> str:
        """Return the key that its names carry: ``app-a``."""
        return f"{self.tier.value}-{self.letter}"


def letters_in(network: IPv4Network) -> str:
    """Return the zone letters that a network has room for: four in a /23 or /24, else eight."""
    return ZONE_LETTERS[:4] if network.prefixlen >= _SMALL_PREFIX else ZONE_LETTERS


def subnet_cidr(network: IPv4Network, tier: NetworkTier, letter: str) -> IPv4Network:
    """Return the range of one subnet.

    Half of the network belongs to app, a quarter each to data and edge; each block is cut into
    as many equal ranges as there are letters.
    """
    letters = letters_in(network)
    first, quarters = _SHARES[tier]
    size = network.num_addresses // 4 * quarters // len(letters)
    start = network.num_addresses // 4 * first + letters.index(letter) * size
    prefix = network.max_prefixlen - (size.bit_length() - 1)
    return IPv4Network((int(network.network_address) + start, prefix))


def plan_subnets(network: IPv4Network, letters: Sequence[str]) -> tuple[SubnetPlan, ...]:
    """Return a subnet in each tier and zone, in the order of the zones."""
    return tuple(
        SubnetPlan(tier, letter, subnet_cidr(network, tier, letter))
        for tier in NetworkTier
        for letter in letters
    )


def network_problems(place: str, cidr: str, letters: Sequence[str]) -> list[str]:
    """Check a network's range, and that every zone has room in it."""
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
    """Return a range that has been checked."""
    return ipaddress.IPv4Network(cidr)
