"""Written, expiring permission to break one rule in one place.

A register is a YAML list of entries (see :class:`Waiver`). It comes from ``BASELINE_EXCEPTIONS``,
else from the pack's configuration, else from ``exceptions.yaml`` in the pack's folder. CC4.2, CC8.1
and CC9.1 ask that a deviation is known, approved by somebody else, and ends.
"""

import datetime
import fnmatch
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from soc2_baseline.core.files import named

LONGEST_DAYS = 90
FILE_NAME = "exceptions.yaml"
VARIABLE = "BASELINE_EXCEPTIONS"
HYGIENE = "exemption-hygiene"
"""The rule about exceptions, whose option ``file`` names the register."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One exception: rule and finding key, scope (URN glob), reason, people, expiry."""

    id: str
    rule: str
    scope: str
    reason: str
    owner: str
    approver: str
    ticket: str
    expires: datetime.date
    key: str | None = None

    def covers(self, rule: str, key: str | None, urn: str) -> bool:
        """Return whether this waiver applies to the finding."""
        return (
            rule == self.rule and self.key in (None, key) and fnmatch.fnmatchcase(urn, self.scope)
        )

    def days_left(self, today: datetime.date) -> int:
        """Return the days until expiry; negative once expired."""
        return (self.expires - today).days


@dataclass(frozen=True)
class Register:
    """The waivers in force and their file (``None`` without one)."""

    waivers: tuple[Waiver, ...] = ()
    source: Path | None = None
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now(datetime.UTC).date())

    def find(self, rule: str, key: str | None, urn: str) -> Waiver | None:
        """Return the first unexpired waiver of this finding."""
        for waiver in self._by_rule.get(rule, ()):
            if waiver.days_left(self.today) >= 0 and waiver.covers(rule, key, urn):
                return waiver
        return None

    def get(self, exception_id: str) -> Waiver | None:
        """Return the waiver with this id, expired or not."""
        return next((waiver for waiver in self.waivers if waiver.id == exception_id), None)

    @cached_property
    def _by_rule(self) -> dict[str, list[Waiver]]:
        by_rule: dict[str, list[Waiver]] = {}
        for waiver in self.waivers:
            by_rule.setdefault(waiver.rule, []).append(waiver)
        return by_rule


def locate(folder: Path, configured: str | None = None) -> Path | None:
    """Return the register's file for a pack in ``folder``, or ``None`` if there is none.

    Raises:
        ConfigError: a file was named explicitly and does not exist.
    """
    what = f"an {FILE_NAME}"
    file = named(VARIABLE, os.environ.get(VARIABLE), what)
    file = file or named(f"{HYGIENE}.file", configured, what)
    default = folder / FILE_NAME
    return file or (default if default.is_file() else None)


def load(file: Path | None) -> Register:
    """Read and check a register; all problems of the file are reported together.

    Raises:
        ConfigError: the file is not a YAML list, or an entry has a wrong, missing or unknown field.
    """
    if file is None:
        return Register()
    # Only a file needs the checks; a pack without one starts a third faster.
    from soc2_baseline.core.exceptions_file import read  # noqa: PLC0415

    return Register(tuple(Waiver(**entry) for entry in read(file)), file)
