"""The coverage of the criteria for people: a table by group, totals last."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from soc2_baseline.controls.catalog import Status
from soc2_baseline.controls.coverage import Coverage, counts, summary

GROUP_TITLES = {
    "CC": "Common criteria",
    "A": "Availability",
    "C": "Confidentiality",
    "PI": "Processing integrity",
    "P": "Privacy",
}

_COLOURS = {Status.MET: "green", Status.PARTIAL: "yellow", Status.UNMET: "red"}
_NUMBERS = ("components", "rules", "evidence", "tests", "gaps")


def render(coverage: Iterable[Coverage]) -> Group:
    """A table of the criteria by group, totals last, and the criteria that nothing meets yet."""
    rows = tuple(coverage)
    # Plain enough for 80 columns, where boxes would leave no room for the titles.
    table = Table(box=box.SIMPLE, padding=0, show_edge=False)
    for heading in ("Id", "Our title", "State", "Kind"):
        table.add_column(heading, no_wrap=heading != "Our title")
    for heading in _NUMBERS:
        table.add_column(heading.capitalize(), justify="right", no_wrap=True)
    for group, members in groupby(rows, key=lambda row: row.control.group):
        table.add_row(Text(group, style="bold"), Text(GROUP_TITLES[group], style="bold"))
        for row in members:
            table.add_row(*_cells(row))
        table.add_section()
    totals = summary(rows)
    table.add_row("Total", f"{totals['controls']} criteria", "", "", *_numbers(totals))
    return Group(table, "", *_notes(totals, rows))


def _cells(row: Coverage) -> Sequence[str | Text]:
    control = row.control
    state = Text(control.status.value, style=_COLOURS[control.status])
    return (control.id, Text(control.title), state, control.kind.value, *_numbers(counts(row)))


def _numbers(values: dict[str, Any]) -> list[str]:
    return ["?" if values[name] is None else str(values[name]) for name in _NUMBERS]


def _notes(totals: dict[str, Any], rows: Iterable[Coverage]) -> list[Text]:
    unmet = [row.control.id for row in rows if row.control.status is Status.UNMET]
    return [
        Text("State: " + ", ".join(f"{count} {word}" for word, count in totals["status"].items())),
        Text("Kind: " + ", ".join(f"{count} {word}" for word, count in totals["kind"].items())),
        Text(f"Nothing meets these yet: {', '.join(unmet) or 'none'}"),
        Text(
            "A part counts once in the totals, however many criteria it serves."
            " Tests are files that name a part."
            " What the gaps are: baseline controls --format json"
        ),
    ]
