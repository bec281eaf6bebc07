"""The corpus: hardened plain programs, and edits that break each at one place.

``tests/corpus/<service>.py`` is a plain Pulumi program, written from AWS's own documentation.
``<service>.yaml`` lists the documents, the stack's configuration, and the twins: one edit each,
with the rule and key that have to report it. Tests run them; the pages of rules show them.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path("tests", "corpus")


@dataclass(frozen=True, kw_only=True)
class Twin:
    """One edit of a program, and the rule that has to report it.

    ``replace`` occurs exactly once in the program; an empty ``by`` removes it. The twin may also
    change ``config`` of the stack, ``options`` of rules, ``exceptions``,
    ``vendors``, ``today``. ``resource`` is the name of the resource in the finding.
    """

    rule: str
    key: str
    replace: str = ""
    by: str = ""
    resource: str | None = None
    config: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    exceptions: Sequence[Mapping[str, Any]] = ()
    vendors: Sequence[Mapping[str, Any]] | None = None
    today: datetime.date | None = None

    def spoil(self, source: str) -> str:
        """Return the program after the edit.

        Raises:
            ValueError: the text to replace does not occur exactly once.
        """
        if not self.replace:
            return source
        if (found := source.count(self.replace)) != 1:
            raise ValueError(f"{self.replace!r} occurs {found} times in the program")
        return source.replace(self.replace, self.by)


@dataclass(frozen=True, kw_only=True)
class Program:
    """A hardened program with its sources, settings and twins."""

    file: Path
    title: str
    sources: tuple[str, ...]
    twins: tuple[Twin, ...]
    config: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    exceptions: Sequence[Mapping[str, Any]] = ()
    vendors: Sequence[Mapping[str, Any]] | None = None
    today: datetime.date | None = None

    @property
    def name(self) -> str:
        """The name of the service."""
        return self.file.stem

    @property
    def source(self) -> str:
        """The text of the program."""
        return self.file.read_text(encoding="utf-8")


def read(root: Path) -> tuple[Program, ...]:
    """Return every program of the corpus in a checkout."""
    return tuple(_read(file) for file in sorted((root / FOLDER).glob("*.yaml")))


def twins_of(programs: Iterable[Program], rule_id: str) -> list[tuple[Program, Twin]]:
    """Return the twins that a rule has to report."""
    return [(p, twin) for p in programs for twin in p.twins if twin.rule == rule_id]


def _read(file: Path) -> Program:
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    twins = tuple(Twin(**twin) for twin in tree.pop("twins"))
    sources = tuple(tree.pop("sources"))
    return Program(file=file.with_suffix(".py"), twins=twins, sources=sources, **tree)
