"""The coverage of the criteria: the number of parts behind each, and the gaps."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from soc2_baseline.controls.catalog import GROUPS, Control, Kind, Status

SCHEMA = "baseline/controls/v1"


def summary(controls: Iterable[Control]) -> dict[str, Any]:
    """Return totals; a part that serves several criteria counts once."""
    rows = tuple(controls)
    statuses = Counter(control.status for control in rows)
    kinds = Counter(control.kind for control in rows)
    groups = Counter(control.group for control in rows)
    return {
        "controls": len(rows),
        "groups": {group: groups[group] for group in GROUPS},
        "status": {status.value: statuses[status] for status in Status},
        "kind": {kind.value: kinds[kind] for kind in Kind},
        "components": len({name for control in rows for name in control.components}),
        "rules": len({name for control in rows for name in control.rules}),
        "evidence": len({name for control in rows for name in control.evidence}),
        "gaps": sum(len(control.gaps) for control in rows),
    }


def document(controls: Iterable[Control]) -> dict[str, Any]:
    """Return the JSON document of :data:`SCHEMA`."""
    rows = tuple(controls)
    return {
        "schema": SCHEMA,
        "controls": [
            control.model_dump(mode="json") | {"counts": counts(control)} for control in rows
        ],
        "summary": summary(rows),
    }


def counts(control: Control) -> dict[str, int]:
    """Return the number of components, rules, collectors and gaps of a control."""
    return {
        "components": len(control.components),
        "rules": len(control.rules),
        "evidence": len(control.evidence),
        "gaps": len(control.gaps),
    }
