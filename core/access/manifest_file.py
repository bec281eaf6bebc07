"""File format of the access manifest, and validation of its entries."""

import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from soc2_baseline.core.access.checks import Names, problems_of
from soc2_baseline.core.access.manifest import (
    Account,
    Grant,
    Group,
    InlineStatement,
    Manifest,
    PermissionSet,
    Person,
    today,
)
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.files import Document, read_document
from soc2_baseline.core.problems import sentences
from soc2_baseline.core.vocabulary import Profile, seconds

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=20)]
_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
_PolicyName = Annotated[str, StringConstraints(pattern=r"^[\w+=,.@/-]{1,128}$")]
_Duration = Annotated[str, StringConstraints(pattern=r"^\d+[smhd]$")]


class _Entry(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
    )


class PersonEntry(_Entry):
    """A person as it is written."""

    id: _Text = Field(description="The user name at the identity provider, such as an e-mail.")
    given_name: _Text = Field(description="The given name.")
    family_name: _Text = Field(description="The family name.")
    manager: _Text = Field(description="The id of the person who decides on this one's access.")
    started: datetime.date = Field(description="The first day, such as 2027-01-31.")
    leaves: datetime.date | None = None


class GroupEntry(_Entry):
    """A group as it is written."""

    name: _Name = Field(description="A name of its own, such as platform.")
    purpose: _Text = Field(description="The work of its members.")
    owner: _Text = Field(description="The id of the person who decides on its members.")
    members: list[_Text] = Field([], description="Ids of people.")


class StatementEntry(_Entry):
    """A statement as it is written."""

    effect: Annotated[str, StringConstraints(pattern=r"^(Allow|Deny)$")] = Field(
        description="Allow or Deny."
    )
    actions: list[_Text] = Field(description="Actions, such as ecs:UpdateService.", min_length=1)
    resources: list[_Text] = Field(description="ARNs.", min_length=1)
    conditions: dict[str, dict[str, Any]] = Field({}, description="Operators, keys, values.")


class PermissionSetEntry(_Entry):
    """A permission set as it is written."""

    name: Annotated[str, StringConstraints(pattern=r"^[\w+=,.@-]{1,32}$")] = Field(
        description="A name of its own, at most 32 characters."
    )
    purpose: _Text = Field(description="Its purpose.")
    session: _Duration = Field("1h", description="The length of a session, such as 1h.")
    managed_policies: list[_PolicyName] = Field([], description="Names of policies of AWS.")
    customer_policies: list[_PolicyName] = Field([], description="Names of policies of ours.")
    statements: list[StatementEntry] = Field([], description="A policy of its own.")


class AccountEntry(_Entry):
    """An account as it is written."""

    id: Annotated[str, StringConstraints(pattern=r"^\d{12}$")] = Field(
        description="12 digits, quoted."
    )
    name: _Name = Field(description="A name of its own, such as shop-prod.")
    environment: Profile = Field(description="The profile: sandbox, dev, stage or prod.")


class GrantEntry(_Entry):
    """A grant as it is written."""

    id: _Name = Field(description="A name of its own, such as platform-prod.")
    group: _Text | None = Field(None, description="The group that gets it.")
    person: _Text | None = Field(None, description="The one person who gets it.")
    permission_set: _Text = Field(description="The name of a permission set.")
    accounts: list[_Text] = Field([], description="Names of accounts.")
    environment: Profile | None = Field(None, description="All accounts of an environment.")
    owner: _Text = Field(description="The id of the person who answers for it.")
    reason: _Sentence = Field(description="The reason, in 20 characters or more.")
    granted: datetime.date = Field(description="The day of the decision, such as 2027-01-31.")
    expires: datetime.date = Field(description="Its last day.")
    ticket: _Text | None = Field(None, description="The ticket of the decision.")


SECTIONS: dict[str, type[_Entry]] = {
    "accounts": AccountEntry,
    "people": PersonEntry,
    "groups": GroupEntry,
    "permission-sets": PermissionSetEntry,
    "grants": GrantEntry,
}


def load(file: Path, day: datetime.date | None = None, *, past: bool = False) -> Manifest:
    """Read and check a manifest, and report all problems of the file together.

    Args:
        file: the manifest.
        day: the day on which grants have to count; today by default.
        past: whether it is an earlier version, of which only the format is checked.

    Raises:
        ConfigError: the file is not a YAML mapping, an entry has a wrong, missing or unknown field,
            refers to something that is not there, or asks for more than is allowed.
    """
    day = day or today()
    document = read_document(file)
    raw = _sections(document)
    problems: list[str] = []
    # Entries are checked one by one, so that a slip in one does not hide what others refer to.
    manifest, places = _read_sections(document, raw, problems)
    known = Names(
        people=_said(raw["people"], "id"),
        groups=_said(raw["groups"], "name"),
        permission_sets=_said(raw["permission-sets"], "name"),
        accounts=_said(raw["accounts"], "name"),
    )
    if not past:
        problems += problems_of(manifest, places, known, day)
    if problems:
        raise ConfigError(problems)
    return manifest


def _sections(document: Document) -> dict[str, list[Any]]:
    sections = {} if document.content is None else document.content
    names = ", ".join(SECTIONS)
    if not isinstance(sections, dict):
        raise ConfigError(f"{document.where()} is not a mapping; accepted are the sections {names}")
    problems = [
        f"{document.where((key,))} is not a section; accepted are {names}"
        for key in sections
        if key not in SECTIONS
    ]
    problems += [
        f"{document.where((key,))} is not a list; accepted is a list of entries"
        for key in SECTIONS
        if not isinstance(sections.get(key) or [], list)
    ]
    if problems:
        raise ConfigError(problems)
    return {key: sections.get(key) or [] for key in SECTIONS}


def _said(entries: list[Any], key: str) -> frozenset[str]:
    return frozenset(str(entry.get(key)) for entry in entries if isinstance(entry, dict))


def _read_sections(
    document: Document, raw: dict[str, list[Any]], problems: list[str]
) -> tuple[Manifest, dict[str, list[str]]]:
    """Return the entries that have the right shape, and the place of each for messages."""
    places: dict[str, list[str]] = {}
    found: dict[str, list[Any]] = {}
    for key, model in SECTIONS.items():
        places[key], found[key] = [], []
        for number, entry in enumerate(raw[key]):
            path = (key, number)
            try:
                found[key].append(model.model_validate(entry))
            except ValidationError as error:
                problems += sentences(error, partial(_where, document, path), model)
            else:
                places[key].append(document.where(path))
    return (
        Manifest(
            people=tuple(Person(**entry.model_dump()) for entry in found["people"]),
            groups=tuple(_group(entry) for entry in found["groups"]),
            permission_sets=tuple(_permission_set(entry) for entry in found["permission-sets"]),
            accounts=tuple(Account(**entry.model_dump()) for entry in found["accounts"]),
            grants=tuple(_grant(entry) for entry in found["grants"]),
            source=document.file,
        ),
        places,
    )


def _where(document: Document, path: tuple[int | str, ...], steps: tuple[int | str, ...]) -> str:
    return document.where((*path, *steps))


def _group(entry: GroupEntry) -> Group:
    return Group(entry.name, entry.purpose, entry.owner, tuple(entry.members))


def _permission_set(entry: PermissionSetEntry) -> PermissionSet:
    return PermissionSet(
        name=entry.name,
        purpose=entry.purpose,
        session_seconds=seconds(entry.session),
        managed_policies=tuple(entry.managed_policies),
        customer_policies=tuple(entry.customer_policies),
        statements=tuple(
            InlineStatement(s.effect, tuple(s.actions), tuple(s.resources), s.conditions)
            for s in entry.statements
        ),
    )


def _grant(entry: GrantEntry) -> Grant:
    fields = entry.model_dump()
    return Grant(**{**fields, "accounts": tuple(entry.accounts)})
