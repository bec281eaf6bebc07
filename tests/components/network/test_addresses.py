import itertools
from ipaddress import IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soc2_baseline.components.network.addresses import (
    NetworkTier,
    letters_in,
    network_problems,
    plan_subnets,
    subnet_cidr,
)

NETWORKS = st.integers(16, 24).flatmap(
    lambda prefix: st.integers(0, 2**8 - 1).map(
        lambda block: IPv4Network(f"10.{block}.0.0/{prefix}")
    )
)


@given(NETWORKS)
def test_subnets_lie_inside_and_apart(network: IPv4Network) -> None:
    subnets = [subnet.cidr for subnet in plan_subnets(network, letters_in(network))]
    assert all(subnet.subnet_of(network) and subnet.prefixlen <= 28 for subnet in subnets)
    assert not any(a.overlaps(b) for a, b in itertools.combinations(subnets, 2))


@given(NETWORKS, st.permutations("abcd"), st.integers(2, 4))
def test_a_zone_never_moves_another(network: IPv4Network, letters: list[str], count: int) -> None:
    before = {subnet.key: subnet.cidr for subnet in plan_subnets(network, letters[:count])}
    after = {subnet.key: subnet.cidr for subnet in plan_subnets(network, sorted(letters))}
    assert before.items() <= after.items()


@pytest.mark.parametrize(
    ("tier", "letter", "cidr"),
    [
        (NetworkTier.APP, "a", "10.20.0.0/24"),
        (NetworkTier.APP, "b", "10.20.1.0/24"),
        (NetworkTier.DATA, "a", "10.20.8.0/25"),
        (NetworkTier.EDGE, "a", "10.20.12.0/25"),
        (NetworkTier.EDGE, "h", "10.20.15.128/25"),
    ],
)
def test_plan_of_a_tenant_by_default(tier: NetworkTier, letter: str, cidr: str) -> None:
    # Written out, because another answer would replace every subnet that exists.
    assert subnet_cidr(IPv4Network("10.20.0.0/20"), tier, letter) == IPv4Network(cidr)


def test_small_network_has_four_zones() -> None:
    assert subnet_cidr(IPv4Network("10.0.0.0/24"), NetworkTier.EDGE, "d") == IPv4Network(
        "10.0.0.240/28"
    )
    problems = network_problems("cidr", "10.0.0.0/24", "ae")
    assert problems == [
        "cidr '10.0.0.0/24' has no room for zone 'e'; accepted are zones a, b, c, d in a /24"
    ]


@pytest.mark.parametrize(
    ("cidr", "problem"),
    [
        ("10.0.0.1/20", "host bits set"),
        ("10.0.0.0/12", "accepted is a private IPv4 network, /16 to /24"),
        ("8.8.0.0/20", "accepted is a private IPv4 network, /16 to /24"),
        ("10.0.0.0/25", "accepted is a private IPv4 network, /16 to /24"),
    ],
)
def test_wrong_ranges_are_refused(cidr: str, problem: str) -> None:
    (found,) = network_problems("cidr", cidr, "ab")
    assert problem in found
