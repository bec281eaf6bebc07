"""Routes of subnets to an internet gateway, inline or as separate resources."""

from collections.abc import Iterable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Resource,
    StackGraph,
    ValueUnknown,
    at,
    items,
    shown,
)
from soc2_baseline.policy_pack.rules.vpc.subnets import route_tables

_GATEWAY = "ec2.InternetGateway"
_OTHERS = ("ec2.VpnGateway", "ec2.VpcEndpoint", "ec2.CarrierGateway")


class Routing:
    """Cached answers for a stack; many subnets share a route table, and groups share subnets."""

    def __init__(self, graph: StackGraph) -> None:
        self._graph = graph
        self._subnets: dict[str, bool | None] = {}
        self._routes: dict[str, bool | None] = {}

    def is_public(self, subnet: Resource) -> bool | None:
        """Return whether a route of the subnet leads to one; None if not known yet."""
        if subnet.urn not in self._subnets:
            tables = route_tables(subnet, self._graph)
            self._subnets[subnet.urn] = _any(self._leads_out(table) for table in tables)
        return self._subnets[subnet.urn]

    def _leads_out(self, table: Resource) -> bool | None:
        if table.urn not in self._routes:
            self._routes[table.urn] = _any(_answers(table, self._graph))
        return self._routes[table.urn]


def _any(answers: Iterable[bool | None]) -> bool | None:
    found = set(answers)
    return True if True in found else None if None in found else False


def _answers(table: Resource, graph: StackGraph) -> Iterator[bool | None]:
    for route in graph.satellites(table, "routeTableId", "ec2.Route"):
        yield _is_internet(shown(route, "gatewayId"), route, "gatewayId", graph)
    try:
        for inline in items(shown(table, "routes")):
            yield _is_internet(at(inline, "gatewayId"), table, "routes", graph)
    except ValueUnknown:
        yield None


def _is_internet(value: Any, owner: Resource, prop: str, graph: StackGraph) -> bool | None:
    if isinstance(value, str) and value:
        return value.startswith("igw-")
    if value is not UNKNOWN:
        return False
    if graph.wired(owner, prop, _GATEWAY):
        return True
    return False if graph.wired(owner, prop, *_OTHERS) else None
