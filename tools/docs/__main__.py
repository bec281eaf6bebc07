"""``python -m tools.docs``: the reference pages, made from the code."""

from typing import Annotated

import typer

from soc2_baseline.core.vocabulary import ExitCode
from tools.docs import pages


def docs(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; end with 1 if a page differs.")
    ] = False,
) -> None:
    """Write docs/reference from rules, controls, settings and components.

    Examples: `make docs`, `python -m tools.docs --check`.
    """
    if not check:
        changed = pages.write()
        typer.echo("\n".join(f"written: {name}" for name in changed) or "nothing to write")
        return
    differing = pages.drift()
    if differing:
        typer.echo("\n".join(f"differs: {name}" for name in differing))
        typer.echo("Run `make docs` and commit what it writes.", err=True)
        raise typer.Exit(ExitCode.FINDINGS)


app = typer.Typer(pretty_exceptions_enable=False)
app.command()(docs)

if __name__ == "__main__":
    app()
