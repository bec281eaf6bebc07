"""Dated tables of facts that AWS changes, each with the day from which it is stale.

A table is a TOML file of this folder with ``as-of`` (a date), ``stale-after-days``, ``sources``
(AWS documents) and the facts themselves. The rule ``knowledge-current`` warns of stale ones.
"""

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_FOLDER = Path(__file__).parent
_HEAD = ("as-of", "stale-after-days", "sources")


class Table(NamedTuple):
    """One file of facts."""

    name: str
    as_of: datetime.date
    stale_after_days: int
    sources: tuple[str, ...]
    facts: Mapping[str, Any]

    def stale_on(self, today: datetime.date, after_days: int | None = None) -> bool:
        """Return whether the facts are older than their limit (or than ``after_days``)."""
        allowed = self.stale_after_days if after_days is None else after_days
        return (today - self.as_of).days > allowed


@cache
def table(name: str) -> Table:
    """Return the table in ``<name>.toml``; it is read once, when first asked for."""
    import tomllib  # noqa: PLC0415 the pack starts without it

    tree = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Table(
        name=name,
        as_of=tree["as-of"],
        stale_after_days=tree["stale-after-days"],
        sources=tuple(tree["sources"]),
        facts={key: value for key, value in tree.items() if key not in _HEAD},
    )


@cache
def names() -> tuple[str, ...]:
    """Return the names of all tables."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))
