"""The components that exist, read from their source: importing pulumi_aws takes seconds."""

import ast
import inspect
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "soc2_baseline.components"


@dataclass(frozen=True, slots=True)
class Component:
    """A component class: its name, its file within the project, its docstring."""

    name: str
    file: str
    docstring: str

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return self.docstring.partition("\n")[0]


def components() -> dict[str, Component]:
    """Return each component by its class name, in alphabetical order."""
    spec = find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    found = [
        component
        for folder in map(Path, folders or ())
        for file in sorted(folder.rglob("*.py"))
        for component in _in_file(file, folder)
    ]
    return {component.name: component for component in sorted(found, key=lambda c: c.name)}


def _in_file(file: Path, folder: Path) -> list[Component]:
    text = file.read_text(encoding="utf-8")
    if "area=" not in text:  # parsing costs; each component names its area
        return []
    path = f"{folder.name}/{file.relative_to(folder).as_posix()}"
    return [
        Component(node.name, path, inspect.cleandoc(ast.get_docstring(node) or ""))
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef) and any(word.arg == "area" for word in node.keywords)
    ]
