"""Findings of other services that an EventBridge rule matches.

Source: Amazon EventBridge user guide, event patterns. Fields of ``detail`` are ignored: routing
only severe findings is a choice of the owner.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from soc2_baseline.policy_pack.kit import Resource, at, known, like

FINDINGS = {
    "aws.guardduty": ("GuardDuty Finding",),
    "aws.securityhub": (
        "Security Hub Findings - Imported",
        "Findings Imported V2",
        "Security Hub Findings - Custom Action",
    ),
}
"""Sources, and the detail-types of their findings."""


def routes(rule: Resource, source: str) -> bool:
    """Return whether an enabled rule matches the findings of a source.

    Raises:
        ValueUnknown: its pattern or state is not known yet.
    """
    if rule.at("state") == "DISABLED" or rule.at("isEnabled") in (False, "false"):
        return False
    pattern = rule.at("eventPattern")
    if pattern is None:
        return False
    tree = _tree(known(pattern)) if isinstance(known(pattern), str) else pattern
    return _fits(at(tree, "source"), (source,)) and _fits(at(tree, "detail-type"), FINDINGS[source])


@lru_cache(maxsize=256)
def _tree(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return {"source": []}


def _fits(wanted: Any, texts: Iterable[str]) -> bool:
    """Return whether a field of a pattern matches one of the texts; a missing field matches all."""
    if wanted is None:
        return True
    choices = known(wanted) if isinstance(known(wanted), list) else [wanted]
    return any(_takes(known(choice), text) for text in texts for choice in choices)


def _takes(choice: Any, text: str) -> bool:
    if isinstance(choice, str):
        return choice == text
    if not isinstance(choice, dict):
        return False
    prefix, wildcard = choice.get("prefix"), choice.get("wildcard")
    if isinstance(prefix, str):
        return text.startswith(prefix)
    return isinstance(wildcard, str) and like(wildcard, text)
