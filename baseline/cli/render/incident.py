"""Incidents and drills for people."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from soc2_baseline.baseline.incident.drill import Drill, Outcome
from soc2_baseline.baseline.incident.records import Incident

SCHEMA = "baseline/incidents/v1"
_COLOURS = {"critical": "bold red", "high": "red", "escalated": "bold red", "open": "yellow"}


def document(incidents: Iterable[Incident]) -> dict[str, Any]:
    """Return incidents as JSON; what has not happened is null."""
    return {
        "schema": SCHEMA,
        "incidents": [
            {**{key: value or None for key, value in asdict(one).items()}, "state": one.state}
            for one in incidents
        ],
    }


def table(incidents: list[Incident]) -> RenderableType:
    """Return a table with one row for each incident."""
    if not incidents:
        return Text("No open incidents.")
    shown = Table("Severity", "State", "Kind", "Region")
    for title in ("Detected", "Id"):  # whole, since they are copied
        shown.add_column(title, no_wrap=True)
    for one in incidents:
        shown.add_row(
            Text(one.severity, style=_COLOURS.get(one.severity, "")),
            Text(one.state, style=_COLOURS.get(one.state, "")),
            *(Text(text) for text in (one.kind, one.region, one.detected, one.id)),
        )
    return shown


def page(one: Incident) -> RenderableType:
    """Return everything that is known of one incident."""
    shown = Table.grid(padding=(0, 2))
    for key, value in {**asdict(one), "state": one.state}.items():
        if value:
            shown.add_row(Text(key.replace("_", " "), style="cyan"), Text(value))
    return shown


def drill(ended: Drill) -> RenderableType:
    """Return a table of a drill's times and their limits."""
    shown = Table("Part", "Took", "Limit")
    limits = {
        "detect": ended.limits.detect,
        "notify": ended.limits.detect if ended.awaited else None,
        "acknowledge": None,
        "escalate": ended.limits.escalate,
    }
    for part, took in ended.seconds.items():
        shown.add_row(part, _seconds(took), _seconds(limits[part]))
    style = "green" if ended.outcome is Outcome.IN_TIME else "bold red"
    verdict = Text.assemble(f"Drill {ended.id}, {ended.severity}: ", (ended.outcome.value, style))
    return Group(shown, verdict)


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:g} s"
