"""The register of vendors as a file: its format, and the check of every entry.

Checked by hand: the pack reads the register at each start, and importing pydantic for it would
make that half as long again.
"""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.files import read_yaml
from soc2_baseline.core.vocabulary import DataClass


@dataclass(frozen=True)
class Field:
    """One field of an entry: what is accepted, in words and as a test."""

    accepted: str
    fits: Callable[[Any], bool]
    many: bool = False


def _text(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


_LINE = _text(r"\s*\S(.*\S)?\s*")
_DAY = lambda value: type(value) is datetime.date  # noqa: E731 a datetime is one, too
FIELDS: Mapping[str, Field] = {
    "name": Field("the vendor's name", _LINE),
    "purpose": Field("what it does for us, in 10 characters or more", _text(r"\s*\S.{8,}\S\s*")),
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
    "services": Field("what of the vendor is used", _LINE, many=True),
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
    """The fields of every entry of a file, named as in ``core.vendors.Vendor``.

    Raises:
        ConfigError: the file is no YAML list, an entry has a wrong, missing or unknown field, or
            a name, an account, an organization or an issuer is there twice.
    """
    entries: Any = read_yaml(file) or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(f"{file}: is no list of entries; accepted are entries with {_names()}")
    return checked(entries, str(file))


def checked(entries: list[dict[str, Any]], place: str) -> list[dict[str, Any]]:
    """Entries as they are written, checked; ``place`` stands in front of what is wrong.

    Raises:
        ConfigError: as ``read``.
    """
    problems = [
        f"{place}[{number}]{problem}"
        for number, entry in enumerate(entries)
        for problem in _problems(entry)
    ]
    if problems or (problems := [f"{place}: {problem}" for problem in _twice(entries)]):
        raise ConfigError(problems)
    return [_fields(entry) for entry in entries]


def _problems(entry: Mapping[str, Any]) -> Iterator[str]:
    for name in entry.keys() - FIELDS.keys():
        yield f".{name} is unknown; accepted are {_names()}"
    wrong = False
    for name, field in FIELDS.items():
        if entry.get(name) is None:
            if not field.many:
                wrong = True
                yield f".{name} is missing; accepted is {field.accepted}"
            continue
        given = entry[name]
        for place, value in enumerate(given) if field.many and isinstance(given, list) else ():
            if not field.fits(value):
                yield f".{name}[{place}] is {value!r}; accepted is {field.accepted}"
        if (field.many and not isinstance(given, list)) or (
            not field.many and not field.fits(given)
        ):
            wrong = True
            yield f".{name} is {given!r}; accepted is {'a list' if field.many else field.accepted}"
    if not wrong and entry["review-due"] <= entry["reviewed"]:
        yield (
            f": review-due {entry['review-due']} is not after reviewed {entry['reviewed']}; "
            "accepted is a later date"
        )


def _twice(entries: list[dict[str, Any]]) -> list[str]:
    names = Counter(
        f"{kind} {name!r}"
        for entry in entries
        for field, kind in _UNIQUE.items()
        for name in (entry.get(field) or () if FIELDS[field].many else (entry[field],))
    )
    return sorted(f"{n} is there twice; accepted is one entry" for n, t in names.items() if t > 1)


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
