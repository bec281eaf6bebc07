"""Property values as rules see them: plain Python, with UNKNOWN where preview cannot know.

UNKNOWN refuses to be compared, hashed or tested, so a rule that forgets about it ends up
undetermined instead of silently green. Test for it with ``is UNKNOWN``.
"""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown

Value = Any
"""The value of a property: text, number, flag, list, mapping, None or UNKNOWN."""


class SecretText(str):
    """Text that the program marked as secret; messages repeat no values, and never this one."""

    __slots__ = ()


def at(value: Value, *path: str | int) -> Value:
    """Return the value at a path, one argument per step: ``at(rule, "filter", 0, "prefix")``.

    UNKNOWN if a step is unknown, None if it is absent.
    """
    for step in path:
        if value is UNKNOWN:
            return UNKNOWN
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and len(value) > step else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def number(value: Value) -> Value:
    """Return a number, also one written as text; None for anything else, UNKNOWN if unknown."""
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return None
    wrong = isinstance(value, bool) or not (value is UNKNOWN or isinstance(value, (int, float)))
    return None if wrong else value


def items(value: Value) -> list[Value]:
    """Return the elements of a list property; none if it is absent.

    Raises:
        ValueUnknown: the list is unknown.
    """
    if value is UNKNOWN:
        raise ValueUnknown
    return value if isinstance(value, list) else [] if value is None else [value]


def contains_unknown(value: Value) -> bool:
    """Return whether anything inside is unknown."""
    if value is UNKNOWN:
        return True
    if isinstance(value, dict):
        return any(contains_unknown(item) for item in value.values())
    return isinstance(value, list) and any(contains_unknown(item) for item in value)


def contains_secret(value: Value) -> bool:
    """Return whether anything inside is marked as secret."""
    if isinstance(value, dict):
        return any(map(contains_secret, value.values()))
    if isinstance(value, list):
        return any(map(contains_secret, value))
    return isinstance(value, SecretText)
