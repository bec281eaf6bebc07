"""The report as a page of the documentation."""

from collections.abc import Iterator

from soc2_baseline.baseline.sandbox.unavailable import unavailable_types
from tools.coverage import measured, stacks
from tools.coverage.report import By, Report, Row, report
from tools.docs.markdown import code, page, table

_INTRODUCTION = (
    "The emulator of each type of AWS resource that the stacks use: moto, a stand-in of ours, or "
    "none. This is measured: the server recorded the source of the response that created each "
    "resource while the real engine deployed the stacks. Stand-ins listed as helpers respond to "
    "other calls for the resource, or change the behaviour of moto."
)


def current() -> Report:
    """Return the report of the current stacks, by the last measurement.

    Raises:
        BaselineError: a stack's program refuses its example's settings, or raises.
    """
    return report(stacks.used(), measured.load(), unavailable_types())


def markdown(found: Report) -> str:
    """Return the report as a page."""
    return page(
        "Sandbox coverage",
        "the stacks and tools/coverage/measured.json",
        _INTRODUCTION,
        _totals(found),
        "## Types",
        table(
            ("Type", "Stacks", "Created by", "Call", "Helped by"),
            (_cells(row) for row in found.rows),
        ),
    )


def _totals(found: Report) -> str:
    def row(name: str, rows: tuple[Row, ...]) -> tuple[str, ...]:
        shares = (f"{found.share(by, rows)} %" for by in By)
        return (name, str(len(rows)), *shares)

    def rows() -> Iterator[tuple[str, ...]]:
        for stack in found.stacks:
            yield row(code(stack), found.of(stack))
        yield row("all", found.rows)

    return table(("Stack", "Types", *(str(by.value) for by in By)), rows())


def _cells(row: Row) -> tuple[str, ...]:
    by = row.by.value if not row.detail else f"{row.by.value} ({row.detail})"
    stacks_of = ", ".join(code(stack) for stack in row.stacks)
    call = code(row.operation) if row.operation else ""
    return code(row.token), stacks_of, by, call, ", ".join(row.helped_by)
