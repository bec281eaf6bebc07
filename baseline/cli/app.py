"""The ``baseline`` command: its options, and its commands by name."""

from typing import Annotated, ClassVar

import typer

from soc2_baseline.baseline.cli.lazy import Lazy, LazyGroup
from soc2_baseline.core.version import VERSION

_CLI = "soc2_baseline.baseline.cli"


class Commands(LazyGroup):
    """The commands, in the order of the help."""

    lazy: ClassVar[dict[str, Lazy]] = {
        "preview": Lazy(
            f"{_CLI}.preview:preview",
            "Show the resources of a project and the rules they break, without cloud or network.",
        ),
        "policies": Lazy(f"{_CLI}.policies:policies", "List the rules of the policy pack."),
        "explain": Lazy(
            f"{_CLI}.explain:explain",
            "Explain a rule, a criterion, a group of criteria, or a component.",
        ),
        "ratchet": Lazy(
            f"{_CLI}.ratchet:ratchet",
            "Record a legacy estate, so that its unchanged resources only warn until a deadline.",
        ),
        "controls": Lazy(
            f"{_CLI}.controls:controls",
            "List the components, rules, evidence and gaps of each criterion.",
        ),
        "schema": Lazy(
            f"{_CLI}.schema:schema", "Print the JSON Schema of a document, or list the documents."
        ),
        "new": Lazy(
            f"{_CLI}.new:app",
            "Write the first files of a rule, a component or a policy pack of your own.",
        ),
        "sandbox": Lazy(
            f"{_CLI}.sandbox:app",
            "Deploy to a local AWS, a moto server: needs `pulumi` on PATH and no account.",
        ),
        "access": Lazy(
            f"{_CLI}.access:app",
            "Access as code: check the manifest, show a change, export a review, gate deployments.",
        ),
        "guardrails": Lazy(
            f"{_CLI}.guardrails:app", "Lint and print the policies of the organization."
        ),
        "incident": Lazy(
            f"{_CLI}.incident:app",
            "Incidents of an account: list, take and close them, and drill the notification path.",
        ),
    }


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A SOC 2 baseline for AWS: preview, explain, deploy to a sandbox.",
    epilog="Exit codes: 0 fine, 1 findings, 2 usage or environment, 3 could not be determined.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"baseline {VERSION}")
        raise typer.Exit


@app.callback()
def baseline(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Accept the options that stand before a command."""
