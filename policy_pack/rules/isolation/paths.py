"""Paths that join two colours, and their text."""

from typing import Any, NamedTuple

from soc2_baseline.policy_pack.kit import UNKNOWN, Resource
from soc2_baseline.policy_pack.rules.isolation.joins import Join, Kind

_LONGEST = 160
_NAME = 40


class Crossing(NamedTuple):
    """A path from a resource of one colour to another colour; ``own`` is UNKNOWN if not known yet.

    ``target`` is None if a document names the colour without a resource of this stack.
    """

    resource: Resource
    own: Any
    other: str
    hops: tuple[Join, ...]
    prop: str
    target: Resource | None
    kind: Kind
    document: bool = False
    tag: str = ""

    @property
    def first(self) -> str:
        """Property by which the path leaves the resource."""
        return self.hops[0].prop if self.hops else self.prop

    @property
    def sentence(self) -> str:
        """Path as text."""
        start = "" if self.own is UNKNOWN else f"{self.tag} {self.own} -> "
        through = [f"{hop.prop} -> {_shown(hop.target)}" for hop in self.hops]
        end = (
            f"{self.prop} -> {_shown(self.target)} of {self.tag} {self.other}"
            if self.target
            else f"{self.prop} -> names {self.tag} {self.other}"
        )
        text = start + " -> ".join((*through, end))
        return text if len(text) <= _LONGEST or not through else f"{start}… -> {end}"


def _shown(resource: Resource | None) -> str:
    if resource is None:
        return ""
    kind = resource.type.rpartition(":")[2]
    name = resource.name if len(resource.name) <= _NAME else f"{resource.name[: _NAME - 1]}…"
    return f"{kind} {name}"
