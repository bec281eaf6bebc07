"""A resource, and the graph of a stack, as rules see them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from soc2_baseline.core.structured import structured
from soc2_baseline.core.tokens import token
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit.values import Value, at

IDENTITIES = ("id", "arn", "bucket", "name", "keyId")
"""Outputs by which other resources refer to one; ids of different types never collide in
practice, because a satellite is looked up by the type of its parent."""


class RuleMistake(ValueError):
    """A mistake in the code of a rule; the message repeats no value of a property."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider instance that manages a resource."""

    urn: str
    props: Mapping[str, Any]

    def default_tags(self) -> Any:
        """Return the tags that the provider adds to every resource; UNKNOWN if they are."""
        tags = at(structured(self.props.get("defaultTags")), "tags")
        return tags if tags is UNKNOWN or isinstance(tags, dict) else {}


@dataclass(frozen=True)
class Resource:
    """One registered resource; ``type`` is canonical.

    ``props`` are the inputs that a program gave (after the provider's Check). Outputs serve
    only as names by which other resources may refer to it: a computed value is not a setting, and
    is unknown at preview.
    """

    urn: str
    type: str
    name: str
    props: Mapping[str, Any]
    protect: bool = False
    provider: Provider | None = None
    parent: str | None = None
    dependencies: frozenset[str] = frozenset()
    edges: Mapping[str, frozenset[str]] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)

    def at(self, *path: str | int) -> Value:
        """Return a property by path, one argument per step: ``at("versioning", "enabled")``.

        UNKNOWN if a step is unknown, None if it is absent.

        Raises:
            RuleMistake: the first step cannot be the name of a property on the wire.
        """
        # Only the first step: further ones may be keys of a mapping, which may have any character.
        if path and not (isinstance(path[0], str) and path[0].isalnum()):
            raise RuleMistake(_no_property(path[0]))
        return at(self.props, *path)

    def tag(self, key: str) -> Any:
        """Return the value of a tag, the provider's default tags included; else UNKNOWN or None."""
        value = self._tag(key)
        return value if value is UNKNOWN or isinstance(value, str) else None

    def _tag(self, key: str) -> Any:
        tags_all = self.props.get("tagsAll")
        if isinstance(tags_all, dict):
            return tags_all.get(key)
        own = self.props.get("tags")
        if own is UNKNOWN:
            return UNKNOWN
        value = own.get(key) if isinstance(own, dict) else None
        if value is not None:
            return value
        default = self.provider.default_tags() if self.provider else {}
        return UNKNOWN if default is UNKNOWN else default.get(key)

    @property
    def taggable(self) -> bool:
        """True if the resource has tags of its own (inputs after Check carry ``tagsAll``)."""
        return "tagsAll" in self.props or "tags" in self.props

    @cached_property
    def identities(self) -> frozenset[str]:
        """Known texts by which other resources may refer to this one."""
        values = [props.get(key) for props in (self.props, self.outputs) for key in IDENTITIES]
        return frozenset(value for value in values if isinstance(value, str) and value)


class StackGraph:
    """All resources of a stack, joined by dependency edges and, where known, by values."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self.resources = {resource.urn: resource for resource in resources}

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources.values())

    @cached_property
    def _by_type(self) -> dict[str, list[Resource]]:
        by_type: dict[str, list[Resource]] = {}
        for resource in self:
            by_type.setdefault(resource.type, []).append(resource)
        return by_type

    @cached_property
    def _referrers(self) -> dict[str, list[tuple[Resource, str]]]:
        """Resources and properties that refer to a resource, by its URN."""
        found: dict[str, list[tuple[Resource, str]]] = {}
        for resource in self:
            for prop in resource.edges:
                for urn in self._reached(resource, prop):
                    found.setdefault(urn, []).append((resource, prop))
        return found

    def _reached(self, resource: Resource, prop: str) -> set[str]:
        """Follow the edges of a property, also through siblings that were passed on.

        ``bucket=versioning.bucket`` names the bucket, though its edge ends at the versioning.
        """
        reached: set[str] = set()
        ahead = list(resource.edges.get(prop, ()))
        while ahead:
            urn = ahead.pop()
            if urn not in reached:
                reached.add(urn)
                through = self.resources.get(urn)
                ahead += through.edges.get(prop, ()) if through else ()
        return reached

    def of(self, *types: str) -> list[Resource]:
        """Return the resources of these types (``s3.Bucket`` or full tokens)."""
        return [r for name in types for r in self._by_type.get(token(name), ())]

    def targets(self, resource: Resource, prop: str, *types: str) -> list[Resource]:
        """Return the resources that a property refers to: by its edges, else by its value."""
        wanted = {token(name) for name in types}
        found = [
            target
            for urn in sorted(self._reached(resource, prop))
            if (target := self.resources.get(urn)) is not None and target.type in wanted
        ]
        for text in _texts(resource.props.get(prop)):
            by_value = [t for name in wanted for t in self._named.get((name, text), ())]
            found += [target for target in by_value if target not in found]
        return found

    def satellites(self, parent: Resource, prop: str, *types: str) -> list[Resource]:
        """Return resources of ``types`` whose ``prop`` refers to ``parent``, by edge or value."""
        wanted = {token(name) for name in types}
        found = {
            resource.urn: resource
            for resource, by in self._referrers.get(parent.urn, ())
            if by == prop and resource.type in wanted
        }
        for name in wanted:
            for identity in parent.identities:
                for resource in self._valued(name, prop).get(identity, ()):
                    found[resource.urn] = resource
        return list(found.values())

    def wired(self, resource: Resource, prop: str, *types: str) -> bool:
        """Return whether ``prop`` gets its value from a resource of ``types`` in this stack."""
        wanted = {token(name) for name in types}
        return any(
            target.type in wanted
            for urn in self._reached(resource, prop)
            if (target := self.resources.get(urn)) is not None
        )

    @cached_property
    def _named(self) -> dict[tuple[str, str], list[Resource]]:
        named: dict[tuple[str, str], list[Resource]] = {}
        for resource in self:
            for identity in resource.identities:
                named.setdefault((resource.type, identity), []).append(resource)
        return named

    @cached_property
    def _values(self) -> dict[tuple[str, str], dict[str, list[Resource]]]:
        return {}

    def _valued(self, name: str, prop: str) -> dict[str, list[Resource]]:
        index = self._values.get((name, prop))
        if index is None:
            index = self._values[name, prop] = {}
            for resource in self._by_type.get(name, ()):
                for text in set(_texts(resource.props.get(prop))):
                    index.setdefault(text, []).append(resource)
        return index


def _no_property(step: str | int) -> str:
    named = (re.sub(r"_(\w)", lambda m: m[1].upper(), part) for part in str(step).split("."))
    steps = ", ".join(part if part.isdigit() else f'"{part}"' for part in named)
    return (
        f"at({step!r}) does not name a property; accepted are names as on the wire (camelCase), "
        f"one argument per step, such as at({steps})"
    )


def _texts(value: Value) -> Iterator[str]:
    """Yield the known texts in a property, also those inside lists and objects."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
