"""File format of the exceptions register, and validation of its entries."""

import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from soc2_baseline.core.files import read_document
from soc2_baseline.core.registers import checked_entries

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Entry(BaseModel):
    """One entry as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")] = Field(
        description="A name of its own, such as EX-1."
    )
    rule: _Text = Field(description="The id of a rule.")
    key: _Text | None = None
    scope: _Text = Field(description="A URN, or a glob of URNs.")
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=20)] = Field(
        description="The reason, in 20 characters or more."
    )
    owner: _Text = Field(description="The role or team that answers for it.")
    approver: _Text = Field(description="Another person than the owner.")
    ticket: _Text = Field(description="The ticket of the decision.")
    expires: datetime.date = Field(description="A date, at most 90 days ahead.")

    @model_validator(mode="after")
    def _approved_by_another(self) -> "Entry":
        if self.approver == self.owner:
            raise ValueError(f"approver {self.approver!r} is the owner; accepted is another person")
        return self


def read(file: Path) -> list[dict[str, Any]]:
    """Return the fields of every entry of a file.

    Raises:
        ConfigError: the file is not a YAML list, an entry has a wrong, missing or unknown field, or
            an id is used twice.
    """
    again = "is used twice; accepted is a new id"
    checked = checked_entries(read_document(file), Entry, "id", again)
    return [entry.model_dump() for entry in checked]
