"""What a component sets by itself, and whom it serves, from the reviewed pairing of tests."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from soc2_baseline.policy_pack.catalog import BY_ID
from tools.docs.pairing import FOLDER, guards


class Default(NamedTuple):
    """One property that a component sets.

    Attributes:
        component: the class that sets it.
        name: ``resource(part)/property``.
        value: what it is under ``prod`` in the example stacks; None for whole resources.
        criteria: those of the rules that fire when it is broken.
        rules: their ids.
    """

    component: str
    name: str
    value: Any
    criteria: tuple[str, ...]
    rules: tuple[str, ...]


def defaults(root: Path) -> list[Default]:
    """The defaults that rules guard, by component and name; none outside of a checkout."""
    folder = root / FOLDER
    if not folder.is_dir():
        return []
    fired: Mapping[str, Any] = _read(folder / "pairing.yaml")
    values: Mapping[str, Any] = _read(folder / "values.yaml")
    found = []
    for full_name, ways in sorted(fired.items()):
        component, _, name = full_name.partition("/")
        rules = guards(ways)
        criteria = sorted({criterion for rule in rules for criterion in BY_ID[rule].criteria})
        if rules:
            value = values.get(full_name)
            found.append(Default(component, name, value, tuple(criteria), tuple(rules)))
    return found


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))
