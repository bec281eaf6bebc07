"""The page of all controls, and for the site an index and a page of each."""

from collections.abc import Callable
from itertools import groupby

from soc2_baseline.controls.catalog import Control, load
from tools.docs.markdown import bullets, codes, page, table

_TITLES = {
    "CC": "Common criteria",
    "A": "Availability",
    "C": "Confidentiality",
    "PI": "Processing integrity",
    "P": "Privacy",
}
_INTRODUCTION = (
    "One entry for each AICPA criterion, cited by its id; titles and statements are our own. "
    "`met`, `partial` and `unmet` describe how far a control is built here, nothing more: evidence "
    "shows whether it operated, and an auditor judges the evidence. "
    "In the terminal: `baseline controls`, `baseline explain CC6.1`."
)


def controls_page() -> str:
    """Return the page with a table of all controls, then each of them."""
    return _page(
        lambda control: f"#{control.id.lower().replace('.', '')}",
        *(f"### {control.id}\n\n{_section(control)}" for control in load()),
    )


def controls_index() -> str:
    """Return the page with a table that links to a page for each control."""
    return _page(lambda control: f"controls/{control.id}.md")


def control_pages() -> dict[str, str]:
    """Return the page of each control by its id."""
    return {
        control.id: page(control.id, f"controls/{control.id}", _section(control))
        for control in load()
    }


def _page(link: Callable[[Control], str], *sections: str) -> str:
    blocks = [_INTRODUCTION]
    headings = ("criterion", "our title", "state", "kind", "owner", "frequency")
    for group, members in groupby(load(), key=lambda control: control.group):
        rows = [_row(control, link(control)) for control in members]
        blocks.append(f"## {_TITLES[group]}\n\n{table(headings, rows)}")
    return page("Controls", "controls/*.yaml", *blocks, *sections)


def _row(control: Control, link: str) -> tuple[str, ...]:
    return (
        f"[{control.id}]({link})",
        control.title,
        control.status.value,
        control.kind.value,
        control.owner.value,
        control.frequency.value,
    )


def _section(control: Control) -> str:
    entries = [
        f"{label}: {codes(values)}"
        for label, values in (
            ("Components", control.components),
            ("Rules", control.rules),
            ("Evidence", control.evidence),
        )
        if values
    ]
    entries.append(f"Procedure: {control.procedure}")
    entries += [f"Gap: {gap}" for gap in control.gaps]
    return f"{control.title}. {control.statement.strip()}\n\n{bullets(entries)}"
