from ipaddress import IPv4Network

import pytest

from soc2_baseline.components.network.acls import (
    ADMIN_PORTS,
    ANYWHERE,
    Opening,
    ephemeral_ranges,
    plan_acl,
)
from soc2_baseline.components.network.addresses import NetworkTier

NETWORK = IPv4Network("10.20.0.0/20")
INSIDE = Opening("10.20.0.0/20", "-1", 0, 0)
HTTPS = Opening(ANYWHERE, "tcp", 443, 443)


def _open(openings: tuple[Opening, ...]) -> set[int]:
    return {
        port
        for opening in openings
        if opening.cidr == ANYWHERE
        for port in range(opening.from_port, opening.to_port + 1)
    }


def test_answers_come_back_to_all_ephemeral_ports_but_those_of_administration() -> None:
    ports = {port for first, last in ephemeral_ranges() for port in range(first, last + 1)}
    assert ports == set(range(1024, 65536)) - {3389, 5985, 5986}


@pytest.mark.parametrize("tier", NetworkTier)
@pytest.mark.parametrize("nat", [True, False])
def test_internet_reaches_no_port_of_administration(tier: NetworkTier, nat: bool) -> None:
    plan = plan_acl(tier, NETWORK, nat=nat)
    assert not _open(plan.ingress) & {22, *ADMIN_PORTS}
    assert all(opening.protocol == "tcp" for opening in plan.ingress if opening != INSIDE)


def test_edge_takes_https_and_answers_for_nat() -> None:
    with_nat = plan_acl(NetworkTier.EDGE, NETWORK, nat=True)
    assert with_nat.ingress[:2] == with_nat.egress[:2] == (INSIDE, HTTPS)
    assert len(with_nat.ingress) == len(with_nat.egress) == 5
    without = plan_acl(NetworkTier.EDGE, NETWORK, nat=False)
    assert without.ingress == (INSIDE, HTTPS)
    assert HTTPS not in without.egress


def test_app_takes_only_answers() -> None:
    plan = plan_acl(NetworkTier.APP, NETWORK, nat=True)
    assert plan.ingress[0] == INSIDE
    assert min(_open(plan.ingress)) == 1024
    assert plan.egress == (INSIDE, HTTPS)


def test_data_reaches_gateway_endpoints() -> None:
    """They answer from public addresses; no route leads anywhere else."""
    plan = plan_acl(NetworkTier.DATA, NETWORK, nat=True)
    assert plan == plan_acl(NetworkTier.APP, NETWORK, nat=False)
    assert HTTPS in plan.egress
    assert HTTPS not in plan.ingress
