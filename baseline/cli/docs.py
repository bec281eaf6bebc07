"""``baseline docs``: the reference pages, made from the code."""

from typing import Annotated

import typer

from baseline.vocabulary import ExitCode


def docs(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; end with 1 if a page differs.")
    ] = False,
) -> None:
    """Write docs/reference anew from rules, controls, settings and components.

    Examples: `baseline docs`, `baseline docs --check`.
    """
    from baseline.docs import pages  # noqa: PLC0415 heavy imports wait

    if not check:
        changed = pages.write()
        typer.echo("\n".join(f"written: {name}" for name in changed) or "nothing to write")
        return
    differing = pages.drift()
    if differing:
        typer.echo("\n".join(f"differs: {name}" for name in differing))
        typer.echo("Run `baseline docs` and commit what it writes.", err=True)
        raise typer.Exit(ExitCode.FINDINGS)
