"""Suggestions for a name that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

_MOST = 5


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return the known names that contain a name or are spelled like it, the best first."""
    names = {other.lower(): other for other in sorted(known)}
    close = get_close_matches(name.lower(), names, n=_MOST)
    within = [other for other in names if name.lower() in other and other not in close]
    return [names[other] for other in (*close, *within)][:_MOST]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the end of a message that suggests names; empty if none is near."""
    near = nearest(name, known)
    return f"; did you mean {', '.join(near)}?" if near else ""
