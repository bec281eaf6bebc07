"""Parameter groups of databases, and their values."""

from enum import Enum
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Resource,
    StackGraph,
    ValueUnknown,
    at,
    items,
    known,
    shown,
)

STACK_REFERENCE = "pulumi:pulumi:StackReference"
_ON = ("1", "true", "on", "yes", "enabled")
_OFF = ("0", "false", "off", "no", "disabled", "none")


class Group(Enum):
    """Place of a database's parameters that are in no resource of the stack."""

    DEFAULT = "the default group of the engine"
    ELSEWHERE = "a group of another stack"


def group_of(graph: StackGraph, database: Resource, prop: str, *types: str) -> Resource | Group:
    """Return the parameter group that a property names.

    Raises:
        ValueUnknown: the name is unknown and comes from nothing that the stack shows.
    """
    for group in graph.targets(database, prop, *types):
        return group
    name = shown(database, prop)
    if name is UNKNOWN:
        if graph.wired(database, prop, STACK_REFERENCE):
            return Group.ELSEWHERE
        raise ValueUnknown
    if not name or (isinstance(name, str) and name.startswith("default.")):
        return Group.DEFAULT
    return Group.ELSEWHERE


def parameter(group: Resource, wanted: str) -> str | None:
    """Return a parameter's value in lower case, None if the group leaves the default.

    Raises:
        ValueUnknown: it is, or may be, among what is not known yet.
    """
    return setting(shown(group, "parameters"), wanted, "name", "value")


def setting(pairs: Any, wanted: str, name: str, value: str) -> str | None:
    """Return the value of a name in a list of pairs with these two fields, in lower case."""
    unsure = False
    for pair in items(pairs):
        found = at(pair, name)
        if found is UNKNOWN:
            unsure = True
        elif isinstance(found, str) and found.lower() == wanted:
            text = known(at(pair, value))
            return str(text).lower() if text is not None else None
    if unsure:
        raise ValueUnknown
    return None


def is_on(value: str | None) -> bool:
    """Return whether a parameter is switched on."""
    return value in _ON


def is_off(value: str | None) -> bool:
    """Return whether a parameter is explicitly switched off, not merely left out."""
    return value in _OFF
