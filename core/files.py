"""Files that a variable or an option may name, and files in YAML."""

from pathlib import Path
from typing import Any

import yaml

from soc2_baseline.core.errors import ConfigError


def named(place: str, name: str | None, what: str) -> Path | None:
    """The file that ``place`` names; None where it names none.

    Raises:
        ConfigError: it does not exist; ``what`` is the kind of file that is accepted.
    """
    if not name:
        return None
    file = Path(name)
    if not file.is_file():
        raise ConfigError(f"{place}: {name!r} is no file; accepted is the path of {what}")
    return file


def read_yaml(file: Path) -> Any:
    """What a YAML file holds; None where it is empty.

    Raises:
        ConfigError: it cannot be read as YAML.
    """
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{file}: cannot be read as YAML: {error}") from error
