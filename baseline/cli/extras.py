"""The extras that bring modules which only some commands need."""

from soc2_baseline.core.errors import EnvironmentLacks
from soc2_baseline.core.version import DISTRIBUTION

EXTRAS = {
    "boto3": "cli",
    "botocore": "cli",
    "rich": "cli",
    "typer": "cli",
    "moto": "sandbox",
    "requests": "sandbox",
    "werkzeug": "sandbox",
}
"""Module to the extra that brings it, as in pyproject.toml."""


def lacking(error: ModuleNotFoundError) -> EnvironmentLacks | None:
    """Return what to install for a module that was not found; None if no extra brings it."""
    module = (error.name or "").partition(".")[0]
    if module not in EXTRAS:
        return None
    return EnvironmentLacks(
        f"the Python module {module} is not installed; "
        f'run pip install "{DISTRIBUTION}[{EXTRAS[module]}]"'
    )
