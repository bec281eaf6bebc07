"""The ``baseline`` command: registers the commands and turns errors into exit codes."""

import sys

import typer

from soc2_baseline.baseline.cli import (
    access,
    controls,
    guardrails,
    incident,
    policies,
    preview,
    ratchet,
    sandbox,
    schema,
)
from soc2_baseline.core.errors import BaselineError

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A SOC 2 baseline for AWS: preview, explain, deploy to a sandbox.",
    epilog="Exit codes: 0 fine, 1 findings, 2 usage or environment, 3 could not be determined.",
)
app.command("preview")(preview.preview)
app.command("policies")(policies.policies)
app.command("explain")(policies.explain)
app.command("ratchet")(ratchet.ratchet)
app.command("controls")(controls.controls)
app.command("schema")(schema.schema)
app.add_typer(sandbox.app, name="sandbox")
app.add_typer(access.app, name="access")
app.add_typer(guardrails.app, name="guardrails")
app.add_typer(incident.app, name="incident")


def main() -> None:
    """Run the command; an error of ours is one message on stderr and its exit code."""
    try:
        app()
    except BaselineError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
