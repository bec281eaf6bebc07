"""The files of a Pulumi project, read so that every value is the one that Pulumi reads.

Pulumi reads them with Go's yaml.v3. It agrees with ours that ``no`` is a text and refuses a key
given twice, but takes ``010`` for eight and turns an unquoted date into a longer text (tried with
Pulumi 3.250): such values are refused in a configuration until they are quoted.
"""

import re
from pathlib import Path
from typing import Any

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.files import Document, read_document
from soc2_baseline.core.yaml_tree import kind_of, line_of, scalars

_LEADING_ZERO = re.compile(r"[-+]?0[0-9_]+")


def mapping(file: Path) -> Document:
    """Read a file of a project.

    Raises:
        ConfigError: the file is not YAML, or not a mapping.
    """
    document = read_document(file)
    if not isinstance(document.content, dict):
        raise ConfigError(f"{document.where()} is not a mapping; accepted are keys with values")
    return document


def config(document: Document) -> dict[str, Any]:
    """Return the section ``config`` of a file; empty if there is none.

    Raises:
        ConfigError: it is not a mapping, or Pulumi would read a value differently.
    """
    values = document.content.get("config")
    if values is not None and not isinstance(values, dict):
        raise ConfigError(
            f"{document.where(('config',))} is not a mapping; accepted are keys with values"
        )
    differing = [
        f"{document.file} line {line_of(scalar)}: {scalar.value} is not what Pulumi reads here; "
        "accepted is the value in quotes"
        for scalar in scalars(document.tree.node("config"))
        if kind_of(scalar) == "timestamp"
        or (kind_of(scalar) == "int" and _LEADING_ZERO.fullmatch(scalar.value))
    ]
    if differing:
        raise ConfigError(differing)
    return values or {}
