"""The checkout of this repository that generated modules go into."""

import tomllib
from pathlib import Path

import soc2_baseline
from soc2_baseline.controls.catalog import CRITERIA
from soc2_baseline.core.errors import EnvironmentLacks

_NAME = "soc2-baseline"


def root() -> Path:
    """Return the folder of the checkout that this code runs from.

    Raises:
        EnvironmentLacks: the package is installed, without its repository.
    """
    folder = Path(soc2_baseline.__file__).resolve().parents[1]
    file = folder / "pyproject.toml"
    if file.is_file() and (folder / "tests").is_dir():
        project = tomllib.loads(file.read_text(encoding="utf-8")).get("project", {})
        if project.get("name") == _NAME:
            return folder
    raise EnvironmentLacks(
        f"{folder} is not a checkout of the repository of {_NAME}; rules and components are added "
        "to a checkout, with the `.venv/bin/baseline` that `make setup` makes there"
    )


def packages(folder: Path) -> tuple[str, ...]:
    """Return the names of the packages in a folder, as they are on disk."""
    return tuple(sorted(file.parent.name for file in folder.glob("*/__init__.py")))


def criteria_in(text: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the criteria in a comma-separated text, and a sentence for each that is wrong."""
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [name for name in names if name not in CRITERIA]
    problems = [
        f"--criteria {name}: unknown criterion; accepted are {CRITERIA[0]} to {CRITERIA[-1]}, as "
        "`baseline controls` lists them"
        for name in unknown
    ]
    if not names:
        problems.append("--criteria is empty; accepted are criteria such as CC6.1,CC7.2")
    return names, problems
