"""A policy pack folder of the user's own: it runs the installed rules with its own settings."""

import datetime
import importlib.metadata
import os
import sys
from pathlib import Path

from soc2_baseline.baseline.new.draft import Draft, rendered
from soc2_baseline.core.errors import ConfigError

_FILES = ("PulumiPolicy.yaml", "__main__.py", "policies.yaml", "exceptions.yaml", "README.md")
_EXAMPLE_DAYS = 30


def pack(folder: Path) -> Draft:
    """Plan a policy pack in a folder that is new or empty.

    Raises:
        ConfigError: the folder holds files, or is a file itself.
    """
    _check(folder)
    ends = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=_EXAMPLE_DAYS)
    values = {
        "version": importlib.metadata.version("soc2-baseline"),
        "runtime": _runtime(folder.resolve()),
        "expires": ends.isoformat(),
        "name": folder.resolve().name,
    }
    return Draft(
        {folder / name: rendered(f"pack/{name}", values) for name in _FILES},
        steps=(
            f"Preview offline: baseline preview --pack {folder}",
            f"Preview with the engine: pulumi preview --policy-pack {folder}",
            f"Read {folder / 'README.md'}, then keep the folder under version control.",
        ),
    )


def _check(folder: Path) -> None:
    if folder.is_dir():
        names = sorted(entry.name for entry in folder.iterdir())
        if names:
            raise ConfigError(
                f"{folder} holds files already ({', '.join(names[:3])}{' …' * (len(names) > 3)}); "
                "accepted is a new or an empty folder"
            )
    elif folder.exists():
        raise ConfigError(f"{folder} is a file; accepted is a new or an empty folder")


def _runtime(folder: Path) -> str:
    """Return the runtime for a pack, with the virtual environment of this process if it has one."""
    if sys.prefix == sys.base_prefix:
        return "runtime: python"
    environment = Path(sys.prefix).resolve()
    if folder.is_relative_to(environment.parent):  # it moves along with the project
        environment = Path(os.path.relpath(environment, folder))
    return f"runtime:\n  name: python\n  options:\n    virtualenv: {_quoted(str(environment))}"


def _quoted(text: str) -> str:
    """Return a text as a YAML scalar in single quotes."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
