"""Registers: YAML lists of entries, each with a field that is unique in the file."""

from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.files import Document
from soc2_baseline.core.problems import sentences

M = TypeVar("M", bound=BaseModel)


def checked_entries(document: Document, model: type[M], unique: str, again: str) -> list[M]:
    """Return the validated entries of a register.

    Args:
        document: the file.
        model: the shape of one entry.
        unique: the field that no two entries may share.
        again: the end of the message about an entry that repeats one.

    Raises:
        ConfigError: the file is not a YAML list, an entry has a wrong, missing or unknown field, or
            two entries share the unique field.
    """
    try:
        entries = TypeAdapter(list[model]).validate_python(document.entries())  # type: ignore[valid-type]
    except ValidationError as error:
        raise ConfigError(sentences(error, document.where, model)) from error
    names = [getattr(entry, unique) for entry in entries]
    if twice := [number for number, name in enumerate(names) if name in names[:number]]:
        raise ConfigError(
            f"{document.where((number, unique))} {names[number]!r} {again}" for number in twice
        )
    return entries
