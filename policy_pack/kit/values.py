"""Property values as rules see them: plain Python, with UNKNOWN where preview cannot know.

UNKNOWN refuses to be compared, hashed or tested, so a rule that forgets about it ends up
undetermined instead of silently green. Test for it with ``is UNKNOWN``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from google.protobuf.struct_pb2 import Struct, Value
from pulumi.runtime import rpc

from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown

_UNKNOWN_SENTINELS = frozenset(
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
_SIGNATURE_KEY = rpc._special_sig_key
_SECRET_SIGNATURE = rpc._special_secret_sig
_OUTPUT_SIGNATURE = rpc._special_output_value_sig


class SecretText(str):
    """Text that the program marked as secret; no message repeats any value, least of all this."""

    __slots__ = ()


def read(struct: Struct) -> dict[str, Any]:
    """The properties in a protobuf struct.

    Handwritten because the SDK's reader knows no unknowns and walks each tree three times.
    """
    return {key: _value(value, False) for key, value in struct.fields.items()}


def read_some(struct: Struct, keys: Iterable[str]) -> dict[str, Any]:
    """Only the named properties."""
    fields = struct.fields
    return {key: _value(fields[key], False) for key in keys if key in fields}


def _value(value: Value, secret: bool) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        text = value.string_value
        if len(text) == 36 and text in _UNKNOWN_SENTINELS:
            return UNKNOWN
        return SecretText(text) if secret else text
    if kind == "bool_value":
        return value.bool_value
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "struct_value":
        fields = value.struct_value.fields
        if _SIGNATURE_KEY in fields:
            return _signed(fields, secret)
        return {key: _value(item, secret) for key, item in fields.items()}
    if kind == "list_value":
        return [_value(item, secret) for item in value.list_value.values]
    return None


def _signed(fields: Mapping[str, Value], secret: bool) -> Any:
    signature = fields[_SIGNATURE_KEY].string_value
    if signature == _SECRET_SIGNATURE:
        return _value(fields["value"], True) if "value" in fields else UNKNOWN
    if signature == _OUTPUT_SIGNATURE:
        if "value" not in fields:
            return UNKNOWN
        return _value(
            fields["value"], secret or ("secret" in fields and fields["secret"].bool_value)
        )
    return {key: _value(item, secret) for key, item in fields.items()}  # an asset or an archive


def at(value: Any, *path: str | int) -> Any:
    """What stands at a path; UNKNOWN where a step is unknown, None where it is absent."""
    for step in path:
        if value is UNKNOWN:
            return UNKNOWN
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and len(value) > step else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def number(value: Any) -> Any:
    """A number, also one written as text; None for anything else, UNKNOWN where it is unknown."""
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return None
    wrong = isinstance(value, bool) or not (value is UNKNOWN or isinstance(value, (int, float)))
    return None if wrong else value


def items(value: Any) -> list[Any]:
    """The elements of a list property; none where it is absent. An unknown list is unknown."""
    if value is UNKNOWN:
        raise ValueUnknown
    return value if isinstance(value, list) else [] if value is None else [value]


def contains_unknown(value: Any) -> bool:
    """Whether anything inside is unknown."""
    if value is UNKNOWN:
        return True
    if isinstance(value, dict):
        return any(contains_unknown(item) for item in value.values())
    return isinstance(value, list) and any(contains_unknown(item) for item in value)


def contains_secret(value: Any) -> bool:
    """Whether anything inside is marked as secret."""
    if isinstance(value, dict):
        return any(map(contains_secret, value.values()))
    if isinstance(value, list):
        return any(map(contains_secret, value))
    return isinstance(value, SecretText)
