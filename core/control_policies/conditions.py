"""Evaluation of conditions for a request, as IAM does it; ``ValueUnknown`` if unknown.

Source: IAM user guide, JSON policy elements: condition operators, and set operators.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import Any

from soc2_baseline.core.iam.statements import Condition, like
from soc2_baseline.core.unknown import ValueUnknown, known, some

_VARIABLE = re.compile(r"\$\{([^}]+)\}")
_ARN_PARTS = 6

Context = Mapping[str, Any]
"""Condition keys in lower case to a value or a list of values; what is absent has no key."""


def holds(condition: Condition, context: Context) -> bool:
    """Return whether a request with this context meets a condition.

    Raises:
        ValueUnknown: it depends on a value that is not known, or on an operator not modelled here.
    """
    operator, negated = _positive(known(condition.operator))
    key = known(condition.key)
    if operator == "null":
        return some(condition.texts(), lambda text: (text == "true") == (key not in context))
    if key not in context:
        return _missing(condition, negated)
    have = _listed(context[key])
    wanted = [_filled(text, context) for text in condition.texts()]

    def fits(value: Any) -> bool:
        text = known(value)
        return some(wanted, lambda one: _compare(operator, one, str(text))) is not negated

    if condition.qualifier == "forallvalues":
        return not some(have, lambda value: not fits(value))
    return some(have, fits)


def _missing(condition: Condition, negated: bool) -> bool:
    if condition.qualifier is not None:
        return condition.qualifier == "forallvalues"
    return condition.if_exists or negated


def _positive(operator: str) -> tuple[str, bool]:
    """Return the operator without its negation, and whether it had one."""
    for kind in ("string", "arn", "numeric", "date"):
        if operator.startswith(f"{kind}not"):
            return kind + operator.removeprefix(f"{kind}not"), True
    return ("ipaddress", True) if operator == "notipaddress" else (operator, False)


def _compare(operator: str, wanted: str, have: str) -> bool:
    compare = _OPERATORS.get(operator)
    if compare is None:
        raise ValueUnknown
    return compare(wanted, have)


def _arn(pattern: str, arn: str) -> bool:
    """Match an ARN: wildcards do not cross its colons."""
    wanted, have = pattern.split(":", _ARN_PARTS - 1), arn.split(":", _ARN_PARTS - 1)
    pairs = zip(wanted, have, strict=False)
    return len(wanted) == len(have) and all(like(one, other) for one, other in pairs)


def _address(network: str, address: str) -> bool:
    return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)


_OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "stringequals": lambda wanted, have: wanted == have,
    "stringequalsignorecase": lambda wanted, have: wanted.lower() == have.lower(),
    "stringlike": like,
    "arnequals": _arn,
    "arnlike": _arn,
    "bool": lambda wanted, have: wanted.lower() == have.lower(),
    "numericequals": lambda wanted, have: float(have) == float(wanted),
    "numericlessthan": lambda wanted, have: float(have) < float(wanted),
    "numericlessthanequals": lambda wanted, have: float(have) <= float(wanted),
    "numericgreaterthan": lambda wanted, have: float(have) > float(wanted),
    "numericgreaterthanequals": lambda wanted, have: float(have) >= float(wanted),
    "ipaddress": _address,
}
"""Dates are not modelled: no guardrail of ours depends on the time."""


def _filled(text: str, context: Context) -> str:
    """Return the text with policy variables replaced; a missing one matches nothing."""

    def value(match: re.Match[str]) -> str:
        found = context.get(match[1].lower(), match[0])
        return str(known(found))

    return _VARIABLE.sub(value, text)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]
