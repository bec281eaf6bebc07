"""A Pulumi project's files as the engine reads them: name, program, configuration."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soc2_baseline.baseline.preview.config_keys import full_key
from soc2_baseline.core.errors import ConfigError, EnvironmentLacks
from soc2_baseline.core.files import read_yaml

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
        """Whether AWS resources must name their provider."""
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
        ConfigError: a file is no YAML, or a required key has no value.
    """
    if not folder.is_dir():
        raise EnvironmentLacks(f"{folder} is no folder; accepted is one with a Pulumi.yaml")
    file = folder / "Pulumi.yaml"
    if not file.is_file():
        raise EnvironmentLacks(f"{folder} has no Pulumi.yaml; accepted is the folder of a project")
    project = _yaml(file)
    name = str(project.get("name") or folder.name)
    runtime = project.get("runtime")
    language = runtime.get("name") if isinstance(runtime, dict) else runtime
    if language != "python":
        raise ConfigError(f"{file}: runtime {language!r}; accepted offline is python")
    chosen = stack or _usual_stack(folder) or DEFAULT_STACK
    declared = {full_key(key, name): entry for key, entry in _config(project, file).items()}
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
    """A stack whose program is not at hand: its configuration where ``folder`` has it."""
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
    """Values that the project itself gives; None for a typed key without one."""
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
    config = _config(_yaml(file), file)
    return {full_key(key, project): _readable(value) for key, value in config.items()}


def _config(tree: Mapping[str, Any], file: Path) -> dict[str, Any]:
    config = tree.get("config") or {}
    if not isinstance(config, dict):
        raise ConfigError(f"{file}: config is no mapping; accepted are keys with values")
    return config


def _readable(value: Any) -> Any:
    """A secret cannot be decrypted offline; its place is taken by a word that says so."""
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
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def _yaml(file: Path) -> dict[str, Any]:
    tree = read_yaml(file)
    if not isinstance(tree, dict):
        raise ConfigError(f"{file}: is no mapping; accepted are the keys of a Pulumi file")
    return tree
