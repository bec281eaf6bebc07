"""A Pulumi project as the sandbox runs it: nothing is written into the user's folder."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soc2_baseline.baseline import pulumi_files
from soc2_baseline.baseline.preview.config_keys import misplaced
from soc2_baseline.baseline.sandbox.environment import ACCOUNT
from soc2_baseline.baseline.sandbox.unavailable import unavailable_types
from soc2_baseline.core.errors import ConfigError, EnvironmentLacks

STACK = "sandbox"


@dataclass(frozen=True)
class Project:
    """A folder with a Pulumi.yaml, and the name in it."""

    folder: Path
    name: str

    @classmethod
    def at(cls, folder: Path) -> "Project":
        """Return the project of a folder, or raise EnvironmentLacks."""
        folder = folder.resolve()
        if not folder.is_dir():
            raise EnvironmentLacks(f"{folder} is not a folder; name one with a Pulumi.yaml in it")
        file = folder / "Pulumi.yaml"
        if not file.is_file():
            raise EnvironmentLacks(
                f"{folder} has no Pulumi.yaml; name the folder of a Pulumi project"
            )
        document = pulumi_files.mapping(file)
        name = document.content.get("name")
        if not isinstance(name, str):
            said = "is missing" if name is None else f"is {name!r}"
            raise ConfigError(f"{document.where(('name',))} {said}; accepted is a project's name")
        return cls(folder, name)

    @property
    def slug(self) -> str:
        """A folder name of its own, also where two projects share a name."""
        digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:8]
        return f"{self.name}-{digest}"

    def config(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the configuration: the project's example, the sandbox's values, the user's.

        A project without a single ``baseline:`` key knows nothing of us and gets none either.
        """
        example = self._example()
        config = self._section(example) if example else {}
        own = {self._key(key): value for key, value in given.items()}
        declared = self._section(self.folder / "Pulumi.yaml")
        if problems := misplaced(given, self.name, {*declared, *config}, self.folder):
            raise ConfigError(problems)
        if any(key.startswith("baseline:") for key in (*declared, *config, *own)):
            config["baseline:profile"] = "sandbox"
            config["baseline:account-id"] = ACCOUNT
            config["baseline:unavailable-types"] = unavailable_types()
        return config | own

    def _example(self) -> Path | None:
        """Return the file of the example's settings, else that of the only stack."""
        example = self.folder / "Pulumi.example.yaml"
        if example.is_file():
            return example
        stacks = list(self.folder.glob("Pulumi.*.yaml"))
        return stacks[0] if len(stacks) == 1 else None

    def _section(self, file: Path) -> dict[str, Any]:
        values = pulumi_files.config(pulumi_files.mapping(file))
        return {self._key(key): value for key, value in values.items()}

    def _key(self, key: str) -> str:
        return key if ":" in key else f"{self.name}:{key}"


def pairs(options: Iterable[str]) -> dict[str, Any]:
    """Return the pairs of options KEY=VALUE, lists and objects as JSON, or raise ConfigError."""
    wrong = [option for option in options if option.find("=") < 1]
    if wrong:
        raise ConfigError(f"--config {option}: accepted is KEY=VALUE" for option in wrong)
    return {key: _parsed(value) for key, _, value in (option.partition("=") for option in options)}


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text[:1] in ("[", "{") else text
    except ValueError as error:
        raise ConfigError(f"--config: {text!r} is not JSON: {error}") from error
