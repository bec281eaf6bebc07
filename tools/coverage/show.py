"""The sandbox's coverage in the terminal: a table, totals last."""

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from tools.coverage.report import By, Report

_COLOURS = {By.MOTO: "green", By.STAND_IN: "yellow", By.NOBODY: "red"}


def render(found: Report) -> Group:
    """Build a table of all types with their emulators and the shares."""
    table = Table(box=box.SIMPLE, padding=0, show_edge=False)
    for heading in ("Type", "Created by", "Call or reason", "Helped by"):
        table.add_column(heading, overflow="fold")
    for row in found.rows:
        by = Text(row.by.value, style=_COLOURS[row.by])
        told = (
            (row.operation, row.detail) if row.by is By.STAND_IN else (row.operation or row.detail,)
        )
        table.add_row(row.token, by, ", ".join(told), ", ".join(row.helped_by))
    shares = ", ".join(f"{found.share(by)} % {by.value}" for by in By)
    return Group(table, Text(f"\n{len(found.rows)} types: {shares}"))
