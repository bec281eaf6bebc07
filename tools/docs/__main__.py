"""``python -m tools.docs``: write or check the generated documentation, or print a rule's page."""

from typing import Annotated

import typer

from soc2_baseline.core.vocabulary import ExitCode
from tools.docs import pages
from tools.docs.rules import rule_page


def docs(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if a page differs.")
    ] = False,
    rule: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Write nothing; print the page of this rule."),
    ] = None,
) -> None:
    """Write docs/reference from rules, controls, settings and components.

    Examples: `python -m tools.docs --check`, `python -m tools.docs --rule kms-rotation`.
    """
    if rule is not None:
        _made_by, _, text = rule_page(pages.ROOT, rule).partition("\n\n")
        typer.echo(text, nl=False)
        return
    if not check:
        changed = pages.write()
        typer.echo("\n".join(f"written: {name}" for name in changed) or "nothing to write")
        return
    differing = pages.drift()
    if differing:
        typer.echo("\n".join(f"differs: {name}" for name in differing))
        typer.echo("Run `make docs` and commit the result.", err=True)
        raise typer.Exit(ExitCode.FINDINGS)


app = typer.Typer(pretty_exceptions_enable=False)
app.command()(docs)

if __name__ == "__main__":
    app()
