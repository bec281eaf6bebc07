"""What stands behind each criterion: how many parts and tests, and what is missing."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soc2_baseline.controls.catalog import FOLDER, GROUPS, Control, Kind, Status
from soc2_baseline.controls.trace import family

SCHEMA = "baseline/controls/v1"
TESTS = FOLDER.parent / "tests"

_WORD = re.compile(r"[A-Za-z0-9_]+(?:-[a-z0-9]+)*")
_NOT_TESTS_OF_A_CONTROL = ("controls", "support")


@dataclass(frozen=True, slots=True)
class Coverage:
    """A control and the test files that name a component, rule or collector of it."""

    control: Control
    tests: tuple[str, ...] | None
    """None where there is no folder of tests, as in an installed wheel."""


def words_of_tests(folder: Path = TESTS) -> dict[str, frozenset[str]] | None:
    """The words of each test file; those of ``foo-bar-stack`` include ``foo-bar``."""
    if not folder.is_dir():
        return None
    return {
        path.relative_to(folder.parent).as_posix(): frozenset(
            family(word) for word in _WORD.findall(path.read_text(encoding="utf-8"))
        )
        for path in sorted(folder.rglob("*.py"))
        if path.relative_to(folder).parts[0] not in _NOT_TESTS_OF_A_CONTROL
    }


def cover(
    controls: Iterable[Control], words: Mapping[str, frozenset[str]] | None
) -> tuple[Coverage, ...]:
    """Each control with the test files of ``words`` that name one of its parts."""
    return tuple(Coverage(control, _tests(control, words)) for control in controls)


def _tests(control: Control, words: Mapping[str, frozenset[str]] | None) -> tuple[str, ...] | None:
    if words is None:
        return None
    names = {*control.components, *control.rules, *control.evidence}
    return tuple(file for file, named in words.items() if not names.isdisjoint(named))


def summary(coverage: Iterable[Coverage]) -> dict[str, Any]:
    """Totals: a part or a test that serves several criteria counts once."""
    rows = tuple(coverage)
    controls = [row.control for row in rows]
    counted = [row.tests for row in rows if row.tests is not None]
    statuses = Counter(control.status for control in controls)
    kinds = Counter(control.kind for control in controls)
    groups = Counter(control.group for control in controls)
    return {
        "controls": len(rows),
        "groups": {group: groups[group] for group in GROUPS},
        "status": {status.value: statuses[status] for status in Status},
        "kind": {kind.value: kinds[kind] for kind in Kind},
        "components": len({name for control in controls for name in control.components}),
        "rules": len({name for control in controls for name in control.rules}),
        "evidence": len({name for control in controls for name in control.evidence}),
        "tests": len({file for files in counted for file in files}) if counted else None,
        "gaps": sum(len(control.gaps) for control in controls),
    }


def document(coverage: Iterable[Coverage]) -> dict[str, Any]:
    """The coverage as the JSON document of :data:`SCHEMA`."""
    rows = tuple(coverage)
    return {
        "schema": SCHEMA,
        "controls": [
            row.control.model_dump(mode="json")
            | {"tests": None if row.tests is None else list(row.tests), "counts": counts(row)}
            for row in rows
        ],
        "summary": summary(rows),
    }


def counts(row: Coverage) -> dict[str, int | None]:
    """How many components, rules, collectors, test files and gaps a control has."""
    control = row.control
    return {
        "components": len(control.components),
        "rules": len(control.rules),
        "evidence": len(control.evidence),
        "tests": None if row.tests is None else len(row.tests),
        "gaps": len(control.gaps),
    }
