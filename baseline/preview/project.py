"""The name, program and configuration of a Pulumi project, as the engine reads them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soc2_baseline.baseline import pulumi_files
from soc2_baseline.baseline.preview.config_keys import full_key
from soc2_baseline.core.errors import ConfigError, EnvironmentLacks

DEFAULT_STACK = "preview"
EXAMPLE_STACK = "example"


@dataclass(frozen=True)
class Project:
    """A project folder with the configuration of one of its stacks (``namespace:key`` to text).

    Attributes:
        declared: full keys that Pulumi.yaml declares.
        given: keys that the command line gave, as the user wrote them.
    """

    folder: Path
    name: str
    stack: str
    program: Path
    config: Mapping[str, str]
    declared: frozenset[str] = frozenset()
    given: tuple[str, ...] = ()

    @property
    def disables_default_providers(self) -> bool:
        """Return whether AWS resources must name their provider."""
        text = self.config.get("pulumi:disable-default-providers", "[]")
        try:
            packages = json.loads(text)
        except ValueError:
            packages = text
        names = packages if isinstance(packages, list) else [packages]
        return "aws" in names or "*" in names


def load(folder: Path, overrides: Mapping[str, str], stack: str | None = None) -> Project:
    """Read a project and one stack's configuration; overrides win.

    Without ``stack`` the only ``Pulumi.<stack>.yaml`` counts, or the example's among several.

    Raises:
        EnvironmentLacks: no such folder, or no Pulumi.yaml in it.
        ConfigError: a file is not YAML, or a required key has no value.
    """
    if not folder.is_dir():
        raise EnvironmentLacks(f"{folder} is not a folder; accepted is one with a Pulumi.yaml")
    file = folder / "Pulumi.yaml"
    if not file.is_file():
        raise EnvironmentLacks(f"{folder} has no Pulumi.yaml; accepted is the folder of a project")
    document = pulumi_files.mapping(file)
    project = document.content
    name = str(project.get("name") or folder.name)
    runtime = project.get("runtime")
    language = runtime.get("name") if isinstance(runtime, dict) else runtime
    if language != "python":
        place = document.where(("runtime",))
        said = "missing" if language is None else repr(language)
        raise ConfigError(f"{place} is {said}; accepted offline is python")
    chosen = stack or _usual_stack(folder) or DEFAULT_STACK
    declared = {full_key(key, name): entry for key, entry in pulumi_files.config(document).items()}
    values = {key: entry for key, entry in _defaults(declared).items() if entry is not None}
    values |= _stack_values(folder / f"Pulumi.{chosen}.yaml", name)
    values |= {full_key(key, name): value for key, value in overrides.items()}
    missing = [key for key in declared if key not in values]
    if missing:
        raise ConfigError(
            f"{key} has no value in stack {chosen!r}; set it with `--config {key}=…` or in "
            f"Pulumi.{chosen}.yaml{_described(declared[key])}"
            for key in missing
        )
    config = {key: _text(value) for key, value in values.items()}
    program = folder / str(project.get("main") or ".")
    return Project(folder, name, chosen, program, config, frozenset(declared), tuple(overrides))


def of_stack(name: str, stack: str, folder: Path, overrides: Mapping[str, str]) -> Project:
    """Return a stack without its program, configured from ``folder`` if that has its file."""
    config = {
        key: _text(v) for key, v in _stack_values(folder / f"Pulumi.{stack}.yaml", name).items()
    }
    config |= {full_key(key, name): value for key, value in overrides.items()}
    return Project(folder, name, stack, folder, config, given=tuple(overrides))


def _usual_stack(folder: Path) -> str | None:
    files = [file.name for file in folder.glob("Pulumi.*.yaml")]
    stacks = [name.removeprefix("Pulumi.").removesuffix(".yaml") for name in files]
    if len(stacks) == 1:
        return stacks[0]
    return EXAMPLE_STACK if EXAMPLE_STACK in stacks else None


def _defaults(declared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that the project itself gives; None for a typed key without one."""
    values: dict[str, Any] = {}
    for key, entry in declared.items():
        if isinstance(entry, dict):
            values[key] = entry.get("value", entry.get("default"))
        else:
            values[key] = entry
    return values


def _stack_values(file: Path, project: str) -> dict[str, Any]:
    if not file.is_file():
        return {}
    config = pulumi_files.config(pulumi_files.mapping(file))
    return {full_key(key, project): _readable(value) for key, value in config.items()}


def _readable(value: Any) -> Any:
    """Replace secrets, which cannot be decrypted offline, by a word that says so."""
    if isinstance(value, list):
        return [_readable(item) for item in value]
    if isinstance(value, dict):
        if set(value) == {"secure"}:
            return "(secret)"
        return {key: _readable(item) for key, item in value.items()}
    return value


def _described(entry: Any) -> str:
    text = entry.get("description") if isinstance(entry, dict) else None
    return f" ({text})" if text else ""


def _text(value: Any) -> str:
    if value is None:  # Pulumi warns, and passes an empty text on
        return ""
    return value if isinstance(value, str) else json.dumps(_whole(value))


def _whole(value: Any) -> Any:
    """Return a value with whole numbers as Pulumi writes them: 1000 for 1e3."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return value
