"""Patterns that identify credentials in any text.

Every regex is bounded and runs only where its mark occurs, so the time is linear in the text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Shape(NamedTuple):
    """A kind of credential with a recognizable form; ``mark`` is a text that it contains."""

    key: str
    mark: str
    regex: re.Pattern[str]
    what: str


def _shape(key: str, mark: str, rest: str, what: str) -> Shape:
    return Shape(key, mark, re.compile(r"(?<![A-Za-z0-9])" + re.escape(mark) + rest), what)


KEY_IDS = ("AKIA", "ASIA")
_KEY_ID = r"[A-Z0-9]{16}(?![A-Za-z0-9])"
_ASSIGNED = r"[\"']?\s{0,4}[:=]\s{0,4}[\"']?[A-Za-z0-9/+=]{40}"
SHAPES = (
    *(_shape("access-key", mark, _KEY_ID, "an AWS access key id") for mark in KEY_IDS),
    Shape("access-key", "cret", re.compile(r"cret_?[Aa]ccess_?[Kk]ey" + _ASSIGNED), "an AWS key"),
    Shape("access-key", "CRET", re.compile("CRET_ACCESS_KEY" + _ASSIGNED), "an AWS key"),
    Shape("private-key", "PRIVATE KEY", re.compile("PRIVATE KEY(?: BLOCK)?-----"), "a private key"),
    *(_shape("token", f"gh{c}_", r"[A-Za-z0-9]{36}", "a GitHub token") for c in "pousr"),
    _shape("token", "github_pat_", r"[A-Za-z0-9_]{22}", "a GitHub token"),
    _shape("token", "glpat-", r"[A-Za-z0-9_-]{20}", "a GitLab token"),
    _shape("token", "xox", r"[abeoprs]-[A-Za-z0-9-]{10}", "a Slack token"),
    _shape("token", "xapp-", r"[0-9]-[A-Za-z0-9-]{10}", "a Slack token"),
    _shape("token", "hooks.slack.com/services/", r"T[A-Z0-9]{6}", "a Slack webhook"),
    _shape("token", "sk_live_", r"[A-Za-z0-9]{16}", "a Stripe key"),
    _shape("token", "rk_live_", r"[A-Za-z0-9]{16}", "a Stripe key"),
    _shape("token", "sk-ant-", r"[A-Za-z0-9_-]{20}", "an API key"),
    _shape("token", "AIza", r"[A-Za-z0-9_-]{35}", "a Google API key"),
    _shape("token", "npm_", r"[A-Za-z0-9]{36}", "an npm token"),
    _shape("token", "pypi-AgE", r"[A-Za-z0-9_-]{40}", "a PyPI token"),
    _shape("token", "pul-", r"[a-f0-9]{40}", "a Pulumi token"),
    _shape("token", "SG.", r"[A-Za-z0-9_-]{16,24}\.[A-Za-z0-9_-]{16}", "a SendGrid key"),
)
_SHORTEST = 16


def found(text: str, marks: Iterable[str] | None = None) -> Iterator[Shape]:
    """Yield the shapes that a text contains, of those with the given marks (default: all)."""
    if len(text) < _SHORTEST:
        return
    for shape in SHAPES:
        if shape.mark in text and (marks is None or shape.mark in marks) and _fits(shape, text):
            yield shape


def _fits(shape: Shape, text: str) -> bool:
    start = text.find(shape.mark)
    while start >= 0:
        if shape.regex.match(text, start):
            return True
        start = text.find(shape.mark, start + 1)
    return False
