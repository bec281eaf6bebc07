"""Validation of rule options by their JSON schemas."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from soc2_baseline.policy_pack.kit import Rule


def option_problems(
    rule: Rule, options: Mapping[str, Any], where: Callable[[str], str]
) -> Iterator[str]:
    """Check options of a rule by their schemas; ``where`` returns the place of an option."""
    import jsonschema  # noqa: PLC0415 slow to import, and needed only if options are set

    for name, value in options.items():
        schema = rule.options.get(name)
        if schema is None:
            accepted = ", ".join(rule.options) or "none"
            yield f"{where(name)} is not an option of {rule.id}; accepted: {accepted}"
            continue
        for error in jsonschema.Draft202012Validator(schema).iter_errors(value):
            yield f"{where(name)}: {error.message}"
