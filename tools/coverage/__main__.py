"""``python -m tools.coverage``: list the emulator of each type of resource that the stacks use."""

from typing import Annotated

import typer

from soc2_baseline.baseline.cli.output import (
    Format,
    Output,
    OutputFormat,
    stderr,
    write_json,
    write_page,
    write_text,
)
from tools.coverage import issues as issue_texts
from tools.coverage import measured, page, stacks
from tools.coverage.measure import measure as measure_stack
from tools.coverage.measure import merged
from tools.coverage.show import render


def coverage(
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
    measure: Annotated[
        bool, typer.Option("--measure", help="Bring the stacks up first; takes minutes.")
    ] = False,
    issues: Annotated[
        bool, typer.Option("--issues", help="Print an issue text for moto per stand-in instead.")
    ] = False,
) -> None:
    """List the emulator of each type of resource that the stacks use: moto, a stand-in, or none.

    Examples: `python -m tools.coverage --format json`, `python -m tools.coverage --measure`,
    `python -m tools.coverage --issues`.
    """
    if issues:
        write_text(issue_texts.markdown(issue_texts.load()), output)
        return
    if measure:
        found: dict[str, measured.Measured] = {}
        for folder in stacks.deployable():
            stderr().print(f"Measuring {folder}")
            found = merged(found, measure_stack(folder, stacks.FULL))
        measured.save(found)
    report = page.current()
    if output_format is OutputFormat.JSON:
        write_json(report.as_json(), output)
    else:
        write_page(render(report), output)


app = typer.Typer(pretty_exceptions_enable=False)
app.command()(coverage)

if __name__ == "__main__":
    app()
