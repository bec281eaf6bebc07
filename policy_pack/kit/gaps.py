"""Judging where a preview left gaps in the stack's graph."""

from collections.abc import Callable, Iterator
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.kit.resources import Resource, StackGraph
from soc2_baseline.policy_pack.kit.rule import LATER, Finding


def guarded(
    judge: Callable[..., Iterator[Finding]], resource: Resource, key: str, *args: Any
) -> Iterator[Finding]:
    """The findings on one resource, so that its unknown values do not hide those of others."""
    try:
        yield from judge(resource, *args)
    except ValueUnknown:
        yield Finding(key, LATER, Verdict.UNDETERMINED, resource.urn)


def shown(resource: Resource, *path: str | int) -> Any:
    """A property in the stack; UNKNOWN where only its edges are left.

    A preview can drop a property with one unknown value inside, but never its dependencies.
    """
    value = resource.at(*path)
    return UNKNOWN if value is None and resource.edges.get(str(path[0])) else value


def unplaced(graph: StackGraph, prop: str, *types: str) -> list[Resource]:
    """Resources whose ``prop`` is unknown and comes from nothing in this stack."""
    return [
        resource
        for resource in graph.of(*types)
        if resource.at(prop) is UNKNOWN and not resource.edges.get(prop)
    ]
