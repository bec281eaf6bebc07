"""Joins between resources: by edges, by ids and ARNs, and by propagation of gateways."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from soc2_baseline.policy_pack.kit import Resource, StackGraph, token
from soc2_baseline.policy_pack.rules.isolation.names import Names
from soc2_baseline.policy_pack.rules.isolation.transit import propagated, routed
from soc2_baseline.policy_pack.rules.isolation.wording import document_props, words

_VPC = """DefaultNetworkAcl DefaultRouteTable DefaultSecurityGroup DefaultSubnet DefaultVpc
EgressOnlyInternetGateway Eip InternetGateway ManagedPrefixList NatGateway NetworkAcl
NetworkInterface RouteTable SecurityGroup Subnet Vpc VpcEndpoint VpcIpv4CidrBlockAssociation
VpcPeeringConnection"""
_TRANSIT = "PeeringAttachment RouteTable TransitGateway VpcAttachment"
_KEY = "Alias ExternalKey Key ReplicaExternalKey ReplicaKey"
NETWORK = frozenset(
    (
        *(token(f"ec2.{name}") for name in _VPC.split()),
        *(token(f"ec2transitgateway.{name}") for name in _TRANSIT.split()),
    )
)
KEYS = frozenset(token(f"kms.{name}") for name in _KEY.split())
_SAY_NOTHING = frozenset(("tags", "tagsAll", "name", "namePrefix", "description"))


class Kind(StrEnum):
    """Kinds of joins, each covered by one rule."""

    NETWORK = "network"
    KEY = "key"
    OTHER = "other"


class Join(NamedTuple):
    """A join of a resource to another by a property; ``document`` if a policy document makes it."""

    prop: str
    target: Resource
    document: bool = False

    @property
    def kind(self) -> Kind:
        """Kind of the join."""
        if self.document:
            return Kind.OTHER
        if self.target.type in KEYS:
            return Kind.KEY
        return Kind.NETWORK if self.target.type in NETWORK else Kind.OTHER


def joins(graph: StackGraph, account: str | None) -> Mapping[str, tuple[Join, ...]]:
    """Return the joins of each resource, by its URN; each target once for a property."""
    names = Names(graph, account)
    hidden = propagated(graph)
    found: dict[str, tuple[Join, ...]] = {}
    for resource in graph:
        extra = [Join(prop, target) for prop, target in hidden.get(resource.urn, ())]
        once = {
            (join.prop, join.target.urn): join
            for join in (*extra, *_by_name(resource, names), *_by_edge(resource, graph))
            if join.target is not resource and routed(resource, join.prop)
        }
        found[resource.urn] = tuple(once.values())
    return found


def _by_edge(resource: Resource, graph: StackGraph) -> Iterator[Join]:
    documents = document_props(resource)
    for prop, urns in sorted(resource.edges.items()):
        for urn in sorted(urns):
            target = graph.resources.get(urn)
            if target is not None:
                yield Join(prop, target, prop in documents)


def _by_name(resource: Resource, names: Names) -> Iterator[Join]:
    documents = document_props(resource)
    for prop, value in resource.props.items():
        if prop in documents:
            for word in words(resource, prop)[0]:
                target = names.of_arn(word.text)
                if target is not None:
                    yield Join(prop, target, document=True)
        elif prop not in _SAY_NOTHING:
            for text in _texts(value):
                target = names.of_value(prop, text)
                if target is not None:
                    yield Join(prop, target)


def _texts(value: Any) -> Iterator[str]:
    """Yield the known texts of a property; iterative, because properties nest deeply."""
    ahead = [value]
    while ahead:
        item = ahead.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            ahead += item.values()
        elif isinstance(item, list):
            ahead += item
