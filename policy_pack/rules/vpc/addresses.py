"""Address ranges that mean the internet."""

import ipaddress
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from soc2_baseline.policy_pack.kit import UNKNOWN

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

NARROWEST_PUBLIC = {4: 8, 6: 16}
"""A range with a shorter prefix is larger than any one organization: it is the internet. This
catches 0.0.0.0/0 split in two, four, or sixty-four.
"""

_PRIVATE: tuple[_Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "fe80::/10",
    )
)
_HALF = {4: 2**31, 6: 2**127}


def is_public(ranges: Iterable[Any]) -> bool:
    """Return whether the ranges together are the internet, or nearly all of it."""
    texts = (text for text in ranges if text is UNKNOWN or isinstance(text, str))
    return _is_public(tuple(sorted(texts)))


@lru_cache(maxsize=1024)
def _is_public(ranges: tuple[str, ...]) -> bool:
    networks = [network for text in ranges if (network := _parsed(text)) and not _private(network)]
    four = [network for network in networks if isinstance(network, ipaddress.IPv4Network)]
    six = [network for network in networks if isinstance(network, ipaddress.IPv6Network)]
    return _wide(ipaddress.collapse_addresses(four)) or _wide(ipaddress.collapse_addresses(six))


def _wide(networks: Iterable[_Network]) -> bool:
    total = 0
    for network in networks:
        total += network.num_addresses
        if network.prefixlen < NARROWEST_PUBLIC[network.version] or total >= _HALF[network.version]:
            return True
    return False


def _parsed(text: str) -> _Network | None:
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None


def _private(network: _Network) -> bool:
    return any(
        network.version == other.version
        and network.prefixlen >= other.prefixlen
        and network.network_address in other
        for other in _PRIVATE
    )
