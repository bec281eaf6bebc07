"""Severities of incidents, and the time to acknowledge each."""

from enum import StrEnum

from soc2_baseline.core.vocabulary import DURATION_RULE, seconds


class Severity(StrEnum):
    """Gravest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


ESCALATED = (Severity.CRITICAL, Severity.HIGH)
"""Severities whose incidents are recorded, and go to a manager if nobody acknowledges them."""

DEFAULT_WAITS = {Severity.CRITICAL: "15m", Severity.HIGH: "1h"}
LONGEST_WAIT_SECONDS = 24 * 3600


def waits_of(given: dict[str, str]) -> dict[Severity, int]:
    """Return the seconds until an incident of each escalated severity goes to a manager."""
    texts = {**DEFAULT_WAITS, **{Severity(key): text for key, text in given.items()}}
    return {severity: seconds(text) for severity, text in texts.items()}


def wait_problems(place: str, given: dict[str, str]) -> list[str]:
    """Check ``escalate_after``."""
    problems = []
    for key, text in given.items():
        if key not in list(ESCALATED):
            accepted = ", ".join(ESCALATED)
            problems.append(f"{place}: escalate_after[{key!r}]; accepted are {accepted}")
        try:
            wait = seconds(text)
        except ValueError:
            problems.append(
                f"{place}: escalate_after[{key!r}] {text!r}; accepted is {DURATION_RULE}"
            )
            continue
        if not 1 <= wait <= LONGEST_WAIT_SECONDS:
            problems.append(f"{place}: escalate_after[{key!r}] {text!r}; accepted are 1s to 24h")
    return problems
