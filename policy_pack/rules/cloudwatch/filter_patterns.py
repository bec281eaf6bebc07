"""Matching of CloudWatch Logs filter patterns for JSON events.

Source: Amazon CloudWatch Logs user guide, filter pattern syntax for metric filters. A pattern that
cannot be read matches nothing. Two patterns that match the same events are equivalent, however
they are written.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from soc2_baseline.policy_pack.kit import like

Event = Mapping[str, Any]
"""Fields by dotted path, such as ``userIdentity.type``."""

Test = Callable[[Event], bool]

LONGEST = 1024
"""Longest pattern that CloudWatch Logs accepts."""

_DEEPEST = 40
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<field>\$(?:\.\w[\w-]*|\[\s*(?:\d+|'[^']*'|"[^"]*")\s*\])+)
    |(?P<word>&&|\|\||\(|\)|!=|<=|>=|=|<|>|NOT\s+EXISTS\b|EXISTS\b|IS\s+(?:NULL|TRUE|FALSE)\b)
    |"(?P<text>(?:[^"\\]|\\.)*)"
    |%(?P<regex>[^%]*)%
    |(?P<bare>[^\s()&|=<>!"%]+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_STEP = re.compile(r"\w[\w-]*|\d+")


class Unreadable(ValueError):
    """A text that is not a pattern for JSON events."""


def matches(pattern: str, event: Event) -> bool:
    """Return whether a pattern matches an event."""
    test = _read(pattern)
    return test is not None and test(event)


@lru_cache(maxsize=256)
def _read(pattern: str) -> Test | None:
    text = pattern.strip()
    if len(text) > LONGEST or not (text.startswith("{") and text.endswith("}")):
        return None
    try:
        return _Reader(text[1:-1]).whole()
    except Unreadable:
        return None


class _Reader:
    """Recursive descent parser: ``||`` binds less than ``&&``, which binds less than comparison."""

    def __init__(self, text: str) -> None:
        self.text = text.rstrip()
        self.at = 0
        self.depth = 0

    def whole(self) -> Test:
        test = self.either()
        if self.at != len(self.text):
            raise Unreadable
        return test

    def either(self) -> Test:
        tests = [self.every()]
        while self.skip("||"):
            tests.append(self.every())
        return lambda event: any(test(event) for test in tests)

    def every(self) -> Test:
        tests = [self.one()]
        while self.skip("&&"):
            tests.append(self.one())
        return lambda event: all(test(event) for test in tests)

    def one(self) -> Test:
        if not self.skip("("):
            return self.comparison()
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unreadable
        test = self.either()
        if not self.skip(")"):
            raise Unreadable
        self.depth -= 1
        return test

    def comparison(self) -> Test:
        field = ".".join(_STEP.findall(self.take("field")))
        operator = " ".join(self.take("word").upper().split())
        if operator in _UNARY:
            unary = _UNARY[operator]
            return lambda event: unary(event, field)
        if operator not in _COMPARED:
            raise Unreadable
        compare, wanted = _COMPARED[operator], self.value()
        return lambda event: compare(event.get(field), wanted)

    def value(self) -> Callable[[str], bool]:
        match = self.ahead()
        self.at = match.end()
        if match["regex"] is not None:
            return _regex(match["regex"])
        word = match["text"] if match["text"] is not None else match["bare"]
        if word is None:
            raise Unreadable
        return lambda text: like(word, text)

    def skip(self, word: str) -> bool:
        match = _TOKEN.match(self.text, self.at)
        if match is None or match["word"] != word:
            return False
        self.at = match.end()
        return True

    def take(self, group: str) -> str:
        match = self.ahead()
        if match[group] is None:
            raise Unreadable
        self.at = match.end()
        return str(match[group])

    def ahead(self) -> re.Match[str]:
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            raise Unreadable
        return match


def _regex(source: str) -> Callable[[str], bool]:
    # CloudWatch does not accept groups; without them no expression takes forever.
    if "(" in source:
        raise Unreadable
    try:
        compiled = re.compile(source)
    except (re.error, OverflowError) as error:
        raise Unreadable from error
    return lambda text: compiled.search(text) is not None


def _equal(value: Any, wanted: Callable[[str], bool]) -> bool:
    return value is not None and wanted(str(value))


def _exists(event: Event, field: str) -> bool:
    return any(name == field or name.startswith(f"{field}.") for name in event)


_COMPARED: dict[str, Callable[[Any, Callable[[str], bool]], bool]] = {
    "=": _equal,
    "!=": lambda value, wanted: not _equal(value, wanted),
}
_UNARY: dict[str, Callable[[Event, str], bool]] = {
    "EXISTS": _exists,
    "NOT EXISTS": lambda event, field: not _exists(event, field),
    "IS NULL": lambda _event, _field: False,
    "IS TRUE": lambda event, field: event.get(field) is True,
    "IS FALSE": lambda event, field: event.get(field) is False,
}
