"""Reader of properties in the protobuf structs that the engine sends.

Unknown values become UNKNOWN and secrets SecretText.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from google.protobuf.struct_pb2 import Struct, Value
from pulumi.runtime import rpc

from soc2_baseline.policy_pack.kit import UNKNOWN, SecretText

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


def read(struct: Struct) -> dict[str, Any]:
    """Read the properties of a protobuf struct.

    Handwritten because the SDK's reader drops unknown values and walks each tree three times.
    """
    return {key: _value(value, False) for key, value in struct.fields.items()}


def read_some(struct: Struct, keys: Iterable[str]) -> dict[str, Any]:
    """Read the named properties only."""
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
