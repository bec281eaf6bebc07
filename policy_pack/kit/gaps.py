"""Helpers for rules about a graph with gaps, as a preview leaves them."""

from collections.abc import Callable, Iterator
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.kit.resources import Resource, StackGraph
from soc2_baseline.policy_pack.kit.rule import LATER, Finding
from soc2_baseline.policy_pack.kit.values import Value


def guarded(
    judge: Callable[..., Iterator[Finding]], resource: Resource, key: str, *args: Any
) -> Iterator[Finding]:
    """Judge one resource of many, so that its unknown values do not hide findings on others."""
    try:
        yield from judge(resource, *args)
    except ValueUnknown:
        yield Finding(key, LATER, Verdict.UNDETERMINED, resource.urn)


def shown(resource: Resource, *path: str | int) -> Value:
    """Return a property; UNKNOWN if only its edges are left.

    A preview can drop a property with one unknown value inside, but never its dependencies.
    """
    value = resource.at(*path)
    return UNKNOWN if value is None and resource.edges.get(str(path[0])) else value


def unplaced(graph: StackGraph, prop: str, *types: str) -> list[Resource]:
    """Return resources whose ``prop`` is unknown and does not come from this stack."""
    return [
        resource
        for resource in graph.of(*types)
        if resource.at(prop) is UNKNOWN and not resource.edges.get(prop)
    ]
