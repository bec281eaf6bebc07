"""A new component: module, test and control entries, to be filled in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from soc2_baseline.baseline.new import checkout, controls
from soc2_baseline.baseline.new.draft import Draft, rendered
from soc2_baseline.baseline.new.layout import LINE, listed
from soc2_baseline.core.errors import ConfigError

_CLASS = re.compile(r"[A-Z][A-Za-z0-9]{5,27}")
_OPTS = "opts: pulumi.ResourceOptions | None = None"
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def component(path: str, criteria: str) -> Draft:
    """Plan the files of a component.

    Args:
        path: ``AREA/Name``, a folder of ``components`` and the name of the class.
        criteria: ids of criteria, separated by commas.

    Raises:
        ConfigError: everything that is wrong with the arguments.
        EnvironmentLacks: this is not a checkout.
    """
    root = checkout.root()
    names, problems = checkout.criteria_in(criteria)
    area, _, name = path.partition("/")
    problems = [*_path_problems(root / "components", path, area, name), *problems]
    if problems:
        raise ConfigError(problems)
    return _draft(root, area, name, names)


def _path_problems(folder: Path, path: str, area: str, name: str) -> Iterator[str]:
    if not _CLASS.fullmatch(name):
        yield (
            f"{path!r}; accepted is AREA/Name, the name in CamelCase with 6 to 28 letters and "
            "digits, such as storage/SecureBucket"
        )
    elif name in set(_classes(folder)):
        yield f"{path}: the class {name} is there already; accepted is a new name"
    areas = checkout.packages(folder)
    if area not in areas:
        yield f"{path}: no folder {area!r} of components; accepted are {', '.join(areas)}"


def _classes(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        yield from (node.name for node in tree.body if isinstance(node, ast.ClassDef))


def _draft(root: Path, area: str, name: str, criteria: tuple[str, ...]) -> Draft:
    module = _WORD.sub("_", name).lower()
    file = root / "components" / area / f"{module}.py"
    test = root / "tests" / "components" / area / f"test_{module}.py"
    package = f"soc2_baseline.components.{area}.{module}"
    values = {
        "area": area,
        "name": name,
        "criteria": ", ".join(criteria),
        "parameters": _parameters(name),
        "imports": listed(f"from {package} import ", [name, f"{name}Args", "resolve"]),
    }
    return Draft(
        {
            file: rendered("component/component.py", values),
            test: rendered("component/test.py", values),
        },
        {
            each: controls.with_entry(each, "components", name)
            for each in controls.files_of(root, criteria)
        },
        (
            f"Write the arguments, the resources and the texts of {file.relative_to(root)}.",
            f"Write the tests of {test.relative_to(root)}; run .venv/bin/pytest -q "
            f"tests/components -k '{module} or {name}' until they pass.",
            "Run make docs, then make check test (docs/add-a-component.md).",
        ),
    )


def _parameters(name: str) -> str:
    """Return the constructor's parameters, on one line if they fit."""
    parameters = ("self", "name: str", f"args: {name}Args", _OPTS)
    line = f"        {', '.join(parameters)}"
    return line if len(line) <= LINE else "\n".join(f"        {each}," for each in parameters)
