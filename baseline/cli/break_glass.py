"""``baseline access gate`` and the two commands that open and seal roles for emergencies."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from soc2_baseline.baseline.access import break_glass
from soc2_baseline.baseline.access.window import change
from soc2_baseline.baseline.cli.access_options import CheckFormat, session
from soc2_baseline.baseline.cli.output import Output, write_json, write_page
from soc2_baseline.baseline.cli.render.access import gate_page
from soc2_baseline.core.access import break_glass_register as register
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import ExitCode

GATE_SCHEMA = "baseline/access-gate/v1"


def gate(
    role: Annotated[
        list[str], typer.Option("--role", metavar="ARN", help="A role for emergencies; repeatable.")
    ],
    region: Annotated[
        list[str] | None,
        typer.Option("--region", help="A region to look in; repeatable.", show_default="all"),
    ] = None,
    reviews: Annotated[Path, typer.Option(help="The register of uses and their reviews.")] = Path(
        "break-glass-reviews.yaml"
    ),
    days: Annotated[
        int, typer.Option(min=1, max=90, help="Days to look back; CloudTrail keeps 90.")
    ] = 90,
    output_format: Annotated[
        CheckFormat, typer.Option("--format", help="For people or for machines.")
    ] = CheckFormat.TABLE,
    output: Output = None,
) -> None:
    """Block a deployment (1) while a use of break-glass lacks a review by another person.

    CloudTrail shows a use within about 15 minutes. Entries for the register are printed ready to
    be committed and completed by the reviewer.

    Example:
      baseline access gate --role arn:aws:iam::123456789012:role/shared-account-break-glass
    """
    known = register.load(reviews)
    since = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)
    arns = [_role(arn) for arn in role]
    asked = session()
    regions = region or break_glass.enabled_regions(asked.client("ec2"))
    uses = [
        use
        for arn in arns
        for use in break_glass.uses(
            lambda name: asked.client("cloudtrail", region_name=name), arn, regions, since
        )
    ]
    blocking = [(use, problem) for use in uses if (problem := known.problem(use))]
    listed = {use.event for use in uses}
    still_open = [entry for entry in known.open if entry.event not in listed]
    if output_format is CheckFormat.JSON:
        document = {
            "schema": GATE_SCHEMA,
            "uses": len(uses),
            "blocking": [
                {"event": use.event, "role": use.role, "user": use.user, "problem": problem}
                for use, problem in blocking
            ],
            "open": [entry.event for entry in still_open],
        }
        write_json(document, output)
    else:
        write_page(gate_page(uses, blocking, still_open), output)
    raise typer.Exit(ExitCode.FINDINGS if blocking or still_open else ExitCode.FINE)


def open_break_glass(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="The role's name.")],
    minutes: Annotated[int, typer.Option(help="Minutes until it closes, 1 to 240.")] = 60,
    ticket: Annotated[str, typer.Option(help="The incident that the role is opened for.")] = "",
) -> None:
    """Open a sealed role for a while; it closes by itself. For keepers, not for its user.

    Example:
      baseline access open-break-glass shared-account-break-glass --minutes 60 --ticket INC-7
    """
    if not ticket.strip():
        raise ConfigError(
            "--ticket is missing; accepted is the incident that the role is opened for"
        )
    now = datetime.datetime.now(datetime.UTC)
    until = change(session().client("iam"), role, minutes, now)
    typer.echo(f"{role} is open until {until} for {ticket}; its use stops deployments until review")


def seal_break_glass(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="The role's name.")],
) -> None:
    """Seal a role before its window ends; running sessions go on for up to an hour.

    Example:
      baseline access seal-break-glass shared-account-break-glass
    """
    change(session().client("iam"), role, None, datetime.datetime.now(datetime.UTC))
    typer.echo(f"{role} is sealed")


def _role(arn: str) -> str:
    parts = arn.split(":", 5)
    if len(parts) != 6 or parts[2] != "iam" or not parts[5].startswith("role/"):
        raise ConfigError(f"--role {arn!r}; accepted is the ARN of a role")
    return arn
