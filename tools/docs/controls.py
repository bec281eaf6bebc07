"""The page about the controls."""

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
    controls = load()
    blocks = [_INTRODUCTION]
    for group, members in groupby(controls, key=lambda control: control.group):
        rows = [_row(control) for control in members]
        headings = ("criterion", "our title", "state", "kind", "owner", "frequency")
        blocks.append(f"## {_TITLES[group]}\n\n{table(headings, rows)}")
    blocks += [_section(control) for control in controls]
    return page("Controls", "controls/*.yaml", *blocks)


def _row(control: Control) -> tuple[str, ...]:
    return (
        f"[{control.id}](#{control.id.lower().replace('.', '')})",
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
    return f"### {control.id}\n\n{control.title}. {control.statement.strip()}\n\n{bullets(entries)}"
