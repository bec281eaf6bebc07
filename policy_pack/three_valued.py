"""Answers over values that may be unknown: a sure one wins, and only the rest is unknown."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from baseline.vocabulary import Verdict
from policy_pack.rule import Finding
from policy_pack.values import UNKNOWN, ValueUnknown

_T = TypeVar("_T")


def known(value: Any) -> Any:
    """The value, or ValueUnknown where it is not known yet."""
    if value is UNKNOWN:
        raise ValueUnknown
    return value


def some(values: Iterable[_T], holds: Callable[[_T], bool]) -> bool:
    """Whether any value holds.

    Raises:
        ValueUnknown: none surely holds, but one may.
    """
    unsure = False
    for value in values:
        try:
            if holds(known(value)):
                return True
        except ValueUnknown:
            unsure = True
    if unsure:
        raise ValueUnknown
    return False


def either(*questions: Callable[[], bool]) -> bool:
    """Whether the answer to any question is yes; a sure yes wins over an unknown answer."""
    return some(questions, lambda question: question())


def every(value: _T, *questions: Callable[[_T], bool]) -> bool:
    """Whether a value passes all questions; a sure no wins over an unknown answer."""
    return not some(questions, lambda question: not question(value))


def sure(question: Callable[..., bool], *about: Any) -> bool | None:
    """The answer, or None where it is not known yet."""
    try:
        return question(*about)
    except ValueUnknown:
        return None


def doubtful(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Violations that depend on something unknown."""
    for finding in findings:
        doubted = finding.verdict is Verdict.VIOLATION
        yield replace(finding, verdict=Verdict.UNDETERMINED) if doubted else finding
