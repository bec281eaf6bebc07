"""The register of uses of break-glass, and of their reviews.

A YAML list beside the manifest. An entry without a review is an open use: no deployment goes on
until somebody else than the user has looked at it (CC6.1, CC7.4, CC8.1).
"""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from soc2_baseline.core.files import read_document
from soc2_baseline.core.registers import checked_entries

FILE_NAME = "break-glass-reviews.yaml"
_REVIEW = ("reviewer", "reviewed", "ticket", "conclusion")
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=20)]


@dataclass(frozen=True, slots=True)
class Use:
    """One event: the use of a role, with its user, time and region."""

    event: str
    what: str
    role: str
    user: str
    at: datetime.datetime
    region: str

    def by(self, person: str) -> bool:
        """Return whether this person did it; the name is the last part of the ARN."""
        return person in (self.user, self.user.rpartition("/")[2], self.user.rpartition(":")[2])


class Review(BaseModel):
    """One entry as it is written: a use, and its review if there is one."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
    )

    event: _Text = Field(description="The event id in CloudTrail.")
    role: _Text = Field(description="The name of the role.")
    used_by: _Text = Field(description="The user of the role.")
    used_at: datetime.datetime = Field(
        description="The time of the use, such as 2027-01-31T04:05:06Z."
    )
    reviewer: _Text | None = Field(None, description="Another person than the user.")
    reviewed: datetime.date | None = Field(None, description="The day of the review.")
    ticket: _Text | None = Field(None, description="The ticket of the incident.")
    conclusion: _Sentence | None = Field(None, description="The outcome, in 20 characters or more.")

    @property
    def open(self) -> bool:
        """Return whether nobody has reviewed it."""
        return self.reviewer is None

    @model_validator(mode="after")
    def _whole(self) -> "Review":
        given = [name for name in _REVIEW if getattr(self, name) is not None]
        if given and len(given) < len(_REVIEW):
            lacking = ", ".join(name for name in _REVIEW if name not in given)
            raise ValueError(f"{lacking} is missing; accepted is a whole review or none")
        if self.reviewer is not None and self.reviewer == self.used_by:
            raise ValueError(f"reviewer {self.reviewer!r} is the user; accepted is another person")
        if self.reviewed is not None and self.reviewed < self.used_at.date():
            raise ValueError(f"reviewed {self.reviewed} is before the use; accepted is a later day")
        return self


@dataclass(frozen=True)
class Reviews:
    """The entries of a register."""

    entries: tuple[Review, ...] = ()

    @property
    def open(self) -> tuple[Review, ...]:
        """Return the uses that nobody has reviewed."""
        return tuple(entry for entry in self.entries if entry.open)

    def problem(self, use: Use) -> str | None:
        """Return the reason why a use blocks, or None if another person has reviewed it."""
        entry = next((entry for entry in self.entries if entry.event == use.event), None)
        if entry is None:
            return "is not in the register"
        if entry.reviewer is None:
            return "has no review"
        if use.by(entry.reviewer):
            return f"was reviewed by its user, {entry.reviewer}"
        return None


def load(file: Path) -> Reviews:
    """Read and check a register; a missing file is an empty one.

    Raises:
        ConfigError: the file is not a YAML list, an entry has a wrong, missing or unknown field, or
            an event is listed twice.
    """
    if not file.exists():
        return Reviews()
    again = "is listed twice; accepted is one entry"
    return Reviews(tuple(checked_entries(read_document(file), Review, "event", again)))
