"""Events that a trail or an event data store records, by basic or advanced selectors.

Source: AWS CloudTrail API reference, EventSelector and AdvancedEventSelector.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Resource,
    ValueUnknown,
    at,
    is_given,
    items,
    known,
    shown,
    some,
)

READS, WRITES = "ReadOnly", "WriteOnly"
BOTH = frozenset({READS, WRITES})
_BY_READ_ONLY = {"true": frozenset({READS}), "false": frozenset({WRITES})}


def management(trail: Resource) -> Iterator[frozenset[str]]:
    """Yield the kinds of management events that a trail records, selector by selector.

    Raises:
        ValueUnknown: after what is known, where there may be more.
    """
    basic, advanced = shown(trail, "eventSelectors"), shown(trail, "advancedEventSelectors")
    if all(each is not UNKNOWN and not is_given(each) for each in (basic, advanced)):
        yield BOTH
    yield from _each((basic, _basic_management), (advanced, _advanced_management))


def data(trail: Resource, resource_type: str) -> Iterator[frozenset[str]]:
    """Yield the kinds of data events of a type such as ``AWS::S3::Object`` that a trail records.

    Raises:
        ValueUnknown: after what is known, where there may be more.
    """
    yield from _each(
        (shown(trail, "eventSelectors"), lambda one: _basic_data(one, resource_type)),
        (shown(trail, "advancedEventSelectors"), lambda one: _advanced_data(one, resource_type)),
    )


def union(pieces: Iterable[frozenset[str]]) -> tuple[frozenset[str], bool]:
    """Return all pieces together, and whether there may be more."""
    found: frozenset[str] = frozenset()
    try:
        for piece in pieces:
            found |= piece
    except ValueUnknown:
        return found, True
    return found, False


def _each(*asked: tuple[Any, Callable[[Any], frozenset[str]]]) -> Iterator[frozenset[str]]:
    unsure = False
    for selectors, ask in asked:
        unsure = unsure or selectors is UNKNOWN
        for selector in [] if selectors is UNKNOWN else items(selectors):
            try:
                yield ask(known(selector))
            except ValueUnknown:
                unsure = True
    if unsure:
        raise ValueUnknown


def _basic_management(selector: Any) -> frozenset[str]:
    included = known(at(selector, "includeManagementEvents"))
    return _kinds(selector) if included in (None, True, "true") else frozenset()


def _advanced_management(selector: Any) -> frozenset[str]:
    fields = _fields(selector)
    taken = "Management" in fields.get("eventCategory", ())
    return _advanced_kinds(fields) if taken else frozenset()


def _basic_data(selector: Any, resource_type: str) -> frozenset[str]:
    taken = some(
        items(at(selector, "dataResources")),
        lambda one: known(at(one, "type")) == resource_type and is_given(known(at(one, "values"))),
    )
    return _kinds(selector) if taken else frozenset()


def _advanced_data(selector: Any, resource_type: str) -> frozenset[str]:
    fields = _fields(selector)
    taken = "Data" in fields.get("eventCategory", ())
    typed = resource_type in fields.get("resources.type", ())
    return _advanced_kinds(fields) if taken and typed else frozenset()


def _fields(selector: Any) -> dict[str, list[str]]:
    return dict(_equals(selector))


def _equals(selector: Any) -> Iterator[tuple[str, list[str]]]:
    for field in items(at(selector, "fieldSelectors")):
        name = known(at(field, "field"))
        # ARNs of buckets may be unknown; this rule does not need them.
        if name in ("eventCategory", "resources.type", "readOnly"):
            yield name, [str(known(value)) for value in items(at(field, "equals"))]


def _kinds(selector: Any) -> frozenset[str]:
    kind = known(at(selector, "readWriteType"))
    return frozenset({kind}) if kind in (READS, WRITES) else BOTH


def _advanced_kinds(fields: dict[str, list[str]]) -> frozenset[str]:
    values = fields.get("readOnly", [])
    return _BY_READ_ONLY.get(values[0].lower(), BOTH) if values else BOTH
