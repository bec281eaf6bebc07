"""The coverage of the criteria in the terminal: a table by group, totals last."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from soc2_baseline.controls.catalog import Control, Status
from soc2_baseline.controls.coverage import counts, summary

GROUP_TITLES = {
    "CC": "Common criteria",
    "A": "Availability",
    "C": "Confidentiality",
    "PI": "Processing integrity",
    "P": "Privacy",
}

_COLOURS = {Status.MET: "green", Status.PARTIAL: "yellow", Status.UNMET: "red"}
_NUMBERS = ("components", "rules", "evidence", "gaps")


def render(controls: Iterable[Control]) -> Group:
    """Build a table of the criteria by group, totals last, and the list of unmet criteria."""
    rows = tuple(controls)
    # Plain enough for 80 columns, where boxes would leave no room for the titles.
    table = Table(box=box.SIMPLE, padding=0, show_edge=False)
    for heading in ("Id", "Our title", "State", "Kind"):
        table.add_column(heading, no_wrap=heading != "Our title")
    for heading in _NUMBERS:
        table.add_column(heading.capitalize(), justify="right", no_wrap=True)
    for group, members in groupby(rows, key=lambda control: control.group):
        table.add_row(Text(group, style="bold"), Text(GROUP_TITLES[group], style="bold"))
        for control in members:
            table.add_row(*_cells(control))
        table.add_section()
    totals = summary(rows)
    table.add_row("Total", f"{totals['controls']} criteria", "", "", *_numbers(totals))
    return Group(table, "", *_notes(totals, rows))


def _cells(control: Control) -> Sequence[str | Text]:
    state = Text(control.status.value, style=_COLOURS[control.status])
    return (control.id, Text(control.title), state, control.kind.value, *_numbers(counts(control)))


def _numbers(values: Mapping[str, object]) -> list[str]:
    return [str(values[name]) for name in _NUMBERS]


def _notes(totals: Mapping[str, Mapping[str, int]], controls: Iterable[Control]) -> list[Text]:
    unmet = [control.id for control in controls if control.status is Status.UNMET]
    return [
        Text("State: " + ", ".join(f"{count} {word}" for word, count in totals["status"].items())),
        Text("Kind: " + ", ".join(f"{count} {word}" for word, count in totals["kind"].items())),
        Text(f"Unmet: {', '.join(unmet) or 'none'}"),
        Text(
            "A part counts once in the totals, even if it serves several criteria."
            " The text of the gaps: baseline controls --format json"
        ),
    ]
