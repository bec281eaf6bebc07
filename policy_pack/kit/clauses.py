"""Clauses that rules of many services share."""

from collections.abc import Iterator

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit.customer_keys import CUSTOMER_KEYS, is_customer_key
from soc2_baseline.policy_pack.kit.resources import Resource
from soc2_baseline.policy_pack.kit.rule import Finding, Wire, expect, is_given
from soc2_baseline.policy_pack.kit.values import Value


def own_key(
    resource: Resource, path: tuple[str, ...], sentence: str, key: str = "key"
) -> Iterator[Finding]:
    """Check that a property names a customer key, or gets it from one in the stack."""
    wire = Wire(path[0], CUSTOMER_KEYS)
    yield from expect(resource.at(*path), is_customer_key, key, sentence, wire=wire)


def not_off(value: Value) -> bool:
    """Return whether a flag that is on by default is absent or set."""
    return value is None or value is True or value == "true"


def not_on(value: Value) -> bool:
    """Return whether a flag that is off by default is absent or not set."""
    return value is None or value is False or value == "false"


def there(value: Value) -> bool:
    """Return whether a property has a value, known or not."""
    return value is UNKNOWN or is_given(value)
