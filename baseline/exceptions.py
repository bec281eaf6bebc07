"""Written, expiring permission to break one rule in one place.

A register is a YAML list of entries (see :class:`Waiver`). It comes from ``BASELINE_EXCEPTIONS``,
else from the pack's configuration, else from ``exceptions.yaml`` in the pack's folder. CC4.2, CC8.1
and CC9.1 ask that a deviation is known, approved by somebody else, and ends.
"""

import datetime
import fnmatch
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from baseline.errors import ConfigError
from baseline.problems import sentences

LONGEST_DAYS = 90
FILE_NAME = "exceptions.yaml"
VARIABLE = "BASELINE_EXCEPTIONS"
HYGIENE = "exemption-hygiene"
"""The rule whose option ``file`` names the register."""

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Waiver(BaseModel):
    """One exception: which rule (and finding key), where (URN glob), why, who, until when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")] = Field(
        description="A name of its own, such as EX-1."
    )
    rule: _Text = Field(description="The id of a rule.")
    key: _Text | None = None
    scope: _Text = Field(description="A URN, or a glob of URNs.")
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=20)] = Field(
        description="Why this is right here, in 20 characters or more."
    )
    owner: _Text = Field(description="Who answers for it.")
    approver: _Text = Field(description="Another person than the owner.")
    ticket: _Text = Field(description="Where it was decided.")
    expires: datetime.date = Field(description="A date, at most 90 days ahead.")

    @model_validator(mode="after")
    def _approved_by_another(self) -> "Waiver":
        if self.approver == self.owner:
            raise ValueError(f"approver {self.approver!r} is the owner; accepted is another person")
        return self

    def covers(self, rule: str, key: str | None, urn: str) -> bool:
        """Whether this waiver speaks of the finding."""
        return (
            rule == self.rule and self.key in (None, key) and fnmatch.fnmatchcase(urn, self.scope)
        )

    def days_left(self, today: datetime.date) -> int:
        """Days until expiry; negative once expired."""
        return (self.expires - today).days


@dataclass(frozen=True)
class Register:
    """The waivers in force, and where they were read from (``None``: there is no file)."""

    waivers: tuple[Waiver, ...] = ()
    source: Path | None = None
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now(datetime.UTC).date())

    def find(self, rule: str, key: str | None, urn: str) -> Waiver | None:
        """The first unexpired waiver of this finding."""
        for waiver in self._by_rule.get(rule, ()):
            if waiver.days_left(self.today) >= 0 and waiver.covers(rule, key, urn):
                return waiver
        return None

    def get(self, exception_id: str) -> Waiver | None:
        """The waiver with this id, expired or not."""
        return next((waiver for waiver in self.waivers if waiver.id == exception_id), None)

    @cached_property
    def _by_rule(self) -> dict[str, list[Waiver]]:
        by_rule: dict[str, list[Waiver]] = {}
        for waiver in self.waivers:
            by_rule.setdefault(waiver.rule, []).append(waiver)
        return by_rule


def locate(folder: Path, configured: str | None = None) -> Path | None:
    """The register's file for a pack in ``folder``; ``None`` where there is none.

    Raises:
        ConfigError: a file was named explicitly and does not exist.
    """
    for place, name in (
        (VARIABLE, os.environ.get(VARIABLE)),
        (f"{HYGIENE}.file", configured),
    ):
        if name:
            file = Path(name)
            if not file.is_file():
                raise ConfigError(
                    f"{place}: {name!r} is no file; accepted is the path of an {FILE_NAME}"
                )
            return file
    default = folder / FILE_NAME
    return default if default.is_file() else None


def load(file: Path | None) -> Register:
    """Read and check a register; every problem of the file is told at once.

    Raises:
        ConfigError: the file is no YAML list, or an entry has a wrong, missing or unknown field.
    """
    if file is None:
        return Register()
    try:
        entries: Any = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{file}: cannot be read as YAML: {error}") from error
    try:
        waivers = TypeAdapter(list[Waiver]).validate_python(entries)
    except ValidationError as error:
        raise ConfigError(sentences(error, str(file), Waiver)) from error
    twice = sorted(_repeated(waiver.id for waiver in waivers))
    if twice:
        raise ConfigError(
            f"{file}: id {name!r} is used twice; accepted is a new id" for name in twice
        )
    return Register(tuple(waivers), file)


def _repeated(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]
