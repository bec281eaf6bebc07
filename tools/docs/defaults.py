"""The defaults of components that rules guard, from the reviewed files of tests/pairing."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from soc2_baseline.policy_pack.catalog import BY_ID

FOLDER = Path("tests", "pairing")


class Default(NamedTuple):
    """One property that a component sets.

    Attributes:
        component: the class that sets it.
        name: ``resource(part)/property``.
        value: its value under ``prod`` in the example stacks; None for whole resources.
        ways: the ways to break it that a rule reports.
        criteria: those of the rules that fire when it is broken.
        rules: their ids.
    """

    component: str
    name: str
    value: Any
    ways: tuple[str, ...]
    criteria: tuple[str, ...]
    rules: tuple[str, ...]


def defaults(root: Path) -> list[Default]:
    """Return the defaults that rules guard, by component and name; none outside of a checkout."""
    folder = root / FOLDER
    if not folder.is_dir():
        return []
    fired: Mapping[str, Any] = _read(folder / "pairing.yaml")["fires"]
    values: Mapping[str, Any] = _read(folder / "values.yaml")
    return [
        _default(name, fired[name], values.get(name))
        for name in sorted(fired)
        if guards(fired[name])
    ]


def guards(ways: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the rules that report a violation; an undetermined finding does not count."""
    found = {what.partition("[")[0] for fired in ways.values() for what in fired if what[-1] == "]"}
    return sorted(found)


def _default(full_name: str, ways: Mapping[str, Iterable[str]], value: Any) -> Default:
    component, _, name = full_name.partition("/")
    rules = guards(ways)
    return Default(
        component=component,
        name=name,
        value=value,
        ways=tuple(way for way, fired in ways.items() if guards({way: fired})),
        criteria=tuple(sorted({criterion for rule in rules for criterion in BY_ID[rule].criteria})),
        rules=tuple(rules),
    )


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))
