"""Reading the stack's graph where a preview left gaps."""

from typing import Any

from policy_pack.resources import Resource, StackGraph
from policy_pack.values import UNKNOWN


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
