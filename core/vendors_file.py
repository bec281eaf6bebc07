"""File format of the vendor register, and validation of its entries.

Checked by hand: the pack reads the register at each start, and importing pydantic for it would
make that half as long again.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.files import Steps, dotted, read_document
from soc2_baseline.core.vocabulary import DataClass


@dataclass(frozen=True)
class Field:
    """One field of an entry: the accepted values, in words and as a test."""

    accepted: str
    fits: Callable[[Any], bool]
    many: bool = False


def _text(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


_LINE = _text(r"\s*\S(.*\S)?\s*")
_DAY = lambda value: type(value) is datetime.date  # noqa: E731 a datetime is one, too
FIELDS: Mapping[str, Field] = {
    "name": Field("the vendor's name", _LINE),
    "purpose": Field("its purpose, in 10 characters or more", _text(r"\s*\S.{8,}\S\s*")),
    "owner": Field("the role that answers for it", _LINE),
    "reviewed": Field("the date of the last review, such as 2027-01-31", _DAY),
    "review-due": Field("the date of the next review, such as 2028-01-31", _DAY),
    "accounts": Field("an AWS account number: 12 digits, quoted", _text(r"\d{12}"), many=True),
    "organizations": Field("an AWS organization's id", _text(r"o-[a-z0-9]{10,32}"), many=True),
    "issuers": Field(
        "the host of an identity provider, without a scheme, with its path if several share it",
        _text(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s*?]*)?"),
        many=True,
    ),
    "services": Field("a service of the vendor that is used", _LINE, many=True),
    "data-classes": Field(
        f"one of {', '.join(DataClass)}", lambda value: value in list(DataClass), many=True
    ),
}
_UNIQUE = {
    "name": "name",
    "accounts": "account",
    "organizations": "organization",
    "issuers": "issuer",
}
"""Fields whose values stand for one vendor only, and what one of them is called."""


def read(file: Path) -> list[dict[str, Any]]:
    """Return the fields of every entry of a file, named as in ``core.vendors.Vendor``.

    Raises:
        ConfigError: the file is not a YAML list, an entry has a wrong, missing or unknown field, or
            a name, an account, an organization or an issuer is listed twice.
    """
    document = read_document(file)
    entries = document.entries()
    if not isinstance(entries, list):
        raise ConfigError(
            f"{document.where()} is not a list of entries; accepted are entries with {_names()}"
        )
    return checked(entries, document.where)


def checked(
    entries: list[dict[str, Any]], where: Callable[[Steps], str] = dotted
) -> list[dict[str, Any]]:
    """Return the checked fields of entries; ``where`` returns the place of a value for messages.

    Raises:
        ConfigError: as ``read``.
    """
    problems = [
        problem for number, entry in enumerate(entries) for problem in _entry(entry, number, where)
    ]
    if problems or (problems := list(_twice(entries, where))):
        raise ConfigError(problems)
    return [_fields(entry) for entry in entries]


def _entry(entry: Any, number: int, where: Callable[[Steps], str]) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield f"{where((number,))} is {entry!r}; accepted is an entry with {_names()}"
        return
    for name in sorted(entry.keys() - FIELDS.keys()):
        yield f"{where((number, name))} is unknown; accepted are {_names()}"
    found = [
        f"{where((number, *steps))} {problem}"
        for name, field in FIELDS.items()
        for steps, problem in _problems(name, field, entry.get(name))
    ]
    yield from found
    if not found and entry["review-due"] <= entry["reviewed"]:
        yield (
            f"{where((number, 'review-due'))} {entry['review-due']} is not after reviewed "
            f"{entry['reviewed']}; accepted is a later date"
        )


def _problems(name: str, field: Field, given: Any) -> Iterator[tuple[Steps, str]]:
    if given is None:
        if not field.many:
            yield (name,), f"is missing; accepted is {field.accepted}"
    elif not field.many:
        if not field.fits(given):
            yield (name,), f"is {given!r}; accepted is {field.accepted}"
    elif not isinstance(given, list):
        yield (name,), f"is {given!r}; accepted is a list"
    else:
        for place, value in enumerate(given):
            if not field.fits(value):
                yield (name, place), f"is {value!r}; accepted is {field.accepted}"


def _twice(entries: list[dict[str, Any]], where: Callable[[Steps], str]) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(entries):
        for field, kind in _UNIQUE.items():
            many = FIELDS[field].many
            for place, name in enumerate(entry.get(field) or () if many else (entry[field],)):
                if (field, name) in seen:
                    path = (number, field, place) if many else (number, field)
                    yield f"{where(path)}: {kind} {name!r} is listed twice; accepted is one entry"
                seen.add((field, name))


def _fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, field in FIELDS.items():
        value = entry.get(name)
        value = tuple(value or ()) if field.many else value
        fields[name.replace("-", "_")] = value.strip() if isinstance(value, str) else value
    fields["data_classes"] = tuple(map(DataClass, fields["data_classes"]))
    return fields


def _names() -> str:
    return ", ".join(sorted(FIELDS))
