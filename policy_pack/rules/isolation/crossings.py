"""Paths that join two colours: direct, or through resources without a colour.

Colours flow backwards from coloured resources over all joined resources without a colour. Each such
resource keeps two colours, enough to find out whether it leads to a foreign one, so the work grows
only with the number of joins.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from soc2_baseline.policy_pack.kit import UNKNOWN, Context, Resource, StackGraph, token
from soc2_baseline.policy_pack.rules.isolation.colours import Colouring
from soc2_baseline.policy_pack.rules.isolation.joins import Join, Kind, joins
from soc2_baseline.policy_pack.rules.isolation.owners import tag_of
from soc2_baseline.policy_pack.rules.isolation.paths import Crossing
from soc2_baseline.policy_pack.rules.isolation.ranges import Ranges, ranges_of
from soc2_baseline.policy_pack.rules.isolation.wording import document_props, words

CONDUITS = frozenset(
    token(short)
    for short in (
        "iam.Policy",
        "ec2.ManagedPrefixList",
        "ec2.VpcPeeringConnection",
        "ec2transitgateway.PeeringAttachment",
        "ec2transitgateway.RouteTable",
        "ec2transitgateway.TransitGateway",
    )
)
"""Types that only connect others: even if shared, they are not common ground."""
_BRIDGES = frozenset((token("ec2.VpcPeeringConnection"),))
"""Types that join their two ends by existing."""
_KEPT = 2


@dataclass(slots=True)
class Reach:
    """Colours that a resource without a colour leads to, each with the next step of the path."""

    steps: dict[str, Join] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)


class Isolation:
    """A stack in the colours of one colouring."""

    def __init__(
        self, graph: StackGraph, colouring: Colouring, found: Mapping[str, tuple[Join, ...]]
    ) -> None:
        self._colouring = colouring
        self._joins = found
        tags = {resource.urn: tag_of(resource, colouring.tag, graph) for resource in graph}
        self._colours = {urn: colouring.colour(tag) for urn, tag in tags.items()}
        self._silent = {urn for urn, tag in tags.items() if tag is not UNKNOWN and not tag}
        self._ranges = Ranges(graph)
        self._reach: dict[str, Reach] = {}
        self._flow(graph)
        self.crossings: tuple[Crossing, ...] = tuple(
            crossing for resource in graph for crossing in self._of(resource)
        )

    def colour(self, resource: Resource) -> Any:
        """Return the colour of a resource: None if it has none, UNKNOWN if not known yet."""
        return self._colours[resource.urn]

    def _carries(self, resource: Resource) -> bool:
        """Return whether a path continues through a resource."""
        return self.colour(resource) is None and (
            resource.type in CONDUITS
            or (resource.urn in self._silent and resource.type.startswith("aws:"))
        )

    def _flow(self, graph: StackGraph) -> None:
        backwards: dict[str, list[tuple[Resource, Join]]] = {}
        for resource in graph:
            for join in self._joins[resource.urn]:
                backwards.setdefault(join.target.urn, []).append((resource, join))
        ahead: deque[tuple[str, str]] = deque()
        for resource in graph:
            colour = self.colour(resource)
            if colour is None and self._carries(resource):
                for prop, name in self._named(resource):
                    reach = self._reach.setdefault(resource.urn, Reach())
                    if len(reach.named) < _KEPT and name not in reach.named:
                        reach.named[name] = prop
                        ahead.append((resource.urn, name))
            elif colour is not UNKNOWN and colour is not None:
                ahead.append((resource.urn, colour))
        while ahead:
            urn, colour = ahead.popleft()
            for source, join in backwards.get(urn, ()):
                if not self._carries(source):
                    continue
                reach = self._reach.setdefault(source.urn, Reach())
                if colour not in reach.steps | reach.named and len(reach.steps) < _KEPT:
                    reach.steps[colour] = join
                    ahead.append((source.urn, colour))

    def _named(self, resource: Resource) -> Iterator[tuple[str, str]]:
        """Yield the colours that the documents of a resource name, by property."""
        for prop in document_props(resource):
            for word in words(resource, prop)[0]:
                for name in self._colouring.named(word):
                    yield prop, name

    def _of(self, resource: Resource) -> Iterator[Crossing]:
        own = self.colour(resource)
        if own is None:
            if resource.type in _BRIDGES and self._carries(resource):
                yield from self._bridged(resource)
            return
        said: set[tuple[str, str]] = set()
        for crossing in (*self._joined(resource, own), *self._in_ranges(resource, own)):
            if (crossing.prop, crossing.other) not in said or not crossing.document:
                said.add((crossing.prop, crossing.other))
                yield crossing
        for prop, name in dict.fromkeys(self._named(resource)):
            if (prop, name) not in said and self._apart(own, name):
                yield self._crossing(resource, own, name, (), prop, None, document=True)

    def _joined(self, resource: Resource, own: Any) -> Iterator[Crossing]:
        for join in self._joins[resource.urn]:
            other = self.colour(join.target)
            if other is UNKNOWN:
                continue
            if other is not None:
                if self._apart(own, other):
                    yield self._crossing(
                        resource, own, other, (), join.prop, join.target, document=join.document
                    )
            elif join.target.urn in self._reach:
                reach = self._reach[join.target.urn]
                strange = [c for c in (*reach.steps, *reach.named) if self._apart(own, c)]
                if strange:
                    yield self._led(resource, own, strange[0], join)

    def _led(self, resource: Resource, own: Any, colour: str, first: Join) -> Crossing:
        """Return the path to a colour, step by step."""
        hops = [first]
        while True:
            reach = self._reach.get(hops[-1].target.urn, Reach())
            if colour in reach.named:
                prop = reach.named[colour]
                return self._crossing(resource, own, colour, tuple(hops), prop, None, document=True)
            step = reach.steps[colour]
            if self.colour(step.target) is not None:
                return self._crossing(
                    resource, own, colour, tuple(hops), step.prop, step.target, step.document
                )
            hops.append(step)

    def _in_ranges(self, resource: Resource, own: Any) -> Iterator[Crossing]:
        for prop, cidr in ranges_of(resource):
            holders = [(self.colour(network), network) for network in self._ranges.holding(cidr)]
            coloured = [(c, n) for c, n in holders if c is not UNKNOWN and c is not None]
            if own is not UNKNOWN and any(not self._apart(own, colour) for colour, _ in coloured):
                continue
            for colour, network in coloured[:1]:
                yield self._crossing(resource, own, colour, (), prop, network)

    def _bridged(self, bridge: Resource) -> Iterator[Crossing]:
        ends = list(self._reach.get(bridge.urn, Reach()).steps.items())
        for colour, step in ends[1:]:
            if self._apart(ends[0][0], colour):
                first = ends[0][1]
                yield self._crossing(bridge, ends[0][0], colour, (first,), step.prop, step.target)

    def _apart(self, own: Any, other: str) -> bool:
        return own is UNKNOWN or self._colouring.apart(own, other)

    def _crossing(
        self,
        resource: Resource,
        own: Any,
        other: str,
        hops: tuple[Join, ...],
        prop: str,
        target: Resource | None,
        document: bool = False,
    ) -> Crossing:
        kind = Join(prop, target, document).kind if target else Kind.OTHER
        return Crossing(
            resource, own, other, hops, prop, target, kind, document, self._colouring.tag
        )


_JOINS: WeakKeyDictionary[StackGraph, Mapping[str, tuple[Join, ...]]] = WeakKeyDictionary()
_COLOURED: WeakKeyDictionary[StackGraph, dict[Colouring, Isolation]] = WeakKeyDictionary()


def isolation(graph: StackGraph, colouring: Colouring, context: Context) -> Isolation:
    """Return a stack in colours, computed once for all rules."""
    known = _COLOURED.setdefault(graph, {})
    if colouring not in known:
        if graph not in _JOINS:
            _JOINS[graph] = joins(graph, context.vocabulary.account_id)
        known[colouring] = Isolation(graph, colouring, _JOINS[graph])
    return known[colouring]
