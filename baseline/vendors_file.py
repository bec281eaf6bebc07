"""The register of vendors as a file: its format, and the check of every entry."""

import datetime
from collections import Counter
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
from baseline.vocabulary import DataClass

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Account = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
_Organization = Annotated[str, StringConstraints(pattern=r"^o-[a-z0-9]{10,32}$")]
_Issuer = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s*?]*)?$")]


class Entry(BaseModel):
    """One vendor as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Text = Field(description="The vendor's name.")
    purpose: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10)] = Field(
        description="What it does for us, in 10 characters or more."
    )
    owner: _Text = Field(description="The role that answers for it.")
    reviewed: datetime.date = Field(description="The date of the last review.")
    review_due: datetime.date = Field(alias="review-due", description="The date of the next one.")
    accounts: tuple[_Account, ...] = Field((), description="AWS account numbers, quoted.")
    organizations: tuple[_Organization, ...] = Field((), description="AWS organization ids.")
    issuers: tuple[_Issuer, ...] = Field((), description="Hosts of identity providers.")
    services: tuple[_Text, ...] = Field((), description="What of the vendor is used.")
    data_classes: tuple[DataClass, ...] = Field(
        (), alias="data-classes", description="What the vendor gets to see."
    )

    @model_validator(mode="after")
    def _reviewed_before_due(self) -> "Entry":
        if self.review_due <= self.reviewed:
            raise ValueError(
                f"review-due {self.review_due} is not after reviewed {self.reviewed}; "
                "accepted is a later date"
            )
        return self


def read(file: Path) -> list[dict[str, Any]]:
    """The fields of every entry of a file.

    Raises:
        ConfigError: the file is no YAML list, an entry has a wrong, missing or unknown field, or
            a name, an account, an organization or an issuer is there twice.
    """
    try:
        entries: Any = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{file}: cannot be read as YAML: {error}") from error
    try:
        checked = TypeAdapter(list[Entry]).validate_python(entries)
    except ValidationError as error:
        raise ConfigError(sentences(error, str(file), Entry)) from error
    names = (
        f"{kind} {name!r}"
        for entry in checked
        for kind, those in (
            ("name", (entry.name,)),
            ("account", entry.accounts),
            ("organization", entry.organizations),
            ("issuer", entry.issuers),
        )
        for name in those
    )
    twice = sorted(name for name, times in Counter(names).items() if times > 1)
    if twice:
        raise ConfigError(f"{file}: {name} is there twice; accepted is one entry" for name in twice)
    return [entry.model_dump() for entry in checked]
