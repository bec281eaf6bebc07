"""``baseline access``: the access manifest, its changes and reviews, and break-glass."""

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from soc2_baseline.baseline.access.live import read
from soc2_baseline.baseline.cli import break_glass
from soc2_baseline.baseline.cli.access_options import CheckFormat, session
from soc2_baseline.baseline.cli.output import Output, stderr, write_json, write_page, write_text
from soc2_baseline.baseline.cli.render.access import diff_markdown, diff_page, review_page
from soc2_baseline.core.access.access_review import as_csv, as_html
from soc2_baseline.core.access.access_review import review as made
from soc2_baseline.core.access.diff import compare
from soc2_baseline.core.access.effective import effective
from soc2_baseline.core.access.manifest import today
from soc2_baseline.core.access.manifest_file import load
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import ExitCode

app = typer.Typer(
    no_args_is_help=True,
    help="Access as code: check the manifest, show a change, export a review, gate deployments.",
    epilog="Exit codes: 0 fine, 1 findings, 2 a wrong file or usage, 3 AWS could not be read.",
)

app.command("gate")(break_glass.gate)
app.command("open-break-glass")(break_glass.open_break_glass)
app.command("seal-break-glass")(break_glass.seal_break_glass)

CHECK_SCHEMA = "baseline/access-check/v1"

Manifest = Annotated[Path, typer.Argument(metavar="MANIFEST", help="The access manifest.")]
Day = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="YYYY-MM-DD", help="The day to check for.", show_default="today"
    ),
]


class DiffFormat(StrEnum):
    """The format of a change."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


class ReviewFormat(StrEnum):
    """The format of a review."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    HTML = "html"


@app.command()
def check(
    manifest: Manifest,
    today: Day = None,
    output_format: Annotated[
        CheckFormat, typer.Option("--format", help="For people or for machines.")
    ] = CheckFormat.TABLE,
    output: Output = None,
) -> None:
    """Check a manifest: 2 if it is wrong, 1 if a grant in it has expired or lost its owner.

    Examples:
      baseline access check access.yaml
      baseline access check access.yaml --today 2027-01-31
    """
    day = _day(today)
    counting = effective(load(manifest, day), day)
    summary = {
        "day": day.isoformat(),
        "people": len(counting.people),
        "groups": len(counting.groups),
        "permission_sets": len(counting.permission_sets),
        "assignments": len(counting.assignments),
        "dropped": list(counting.dropped),
        "ending": list(counting.ending),
    }
    if output_format is CheckFormat.JSON:
        write_json({"schema": CHECK_SCHEMA, **summary}, output)
    else:
        lines = [
            f"{summary['people']} people, {summary['groups']} groups,"
            f" {summary['permission_sets']} permission sets,"
            f" {summary['assignments']} assignments on {day}",
            *(f"DROPPED {sentence}" for sentence in counting.dropped),
            *(f"SOON {sentence}" for sentence in counting.ending),
        ]
        write_page(Text("\n".join(lines)), output)
    raise typer.Exit(ExitCode.FINDINGS if counting.dropped else ExitCode.FINE)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The manifest before the change.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The manifest after it.")],
    today: Day = None,
    output_format: Annotated[
        DiffFormat, typer.Option("--format", help="For people, machines, or a pull request.")
    ] = DiffFormat.TABLE,
    output: Output = None,
) -> None:
    """Show joiners, movers and leavers; 1 if a new grant has expired already.

    Examples:
      git show main:access.yaml > old.yaml && baseline access diff old.yaml access.yaml
      baseline access diff old.yaml access.yaml --format markdown --output comment.md
    """
    day = _day(today)
    found = compare(load(old, day, past=True), load(new, day), day)
    if output_format is DiffFormat.JSON:
        write_json(found.as_json(), output)
    elif output_format is DiffFormat.MARKDOWN:
        write_text(diff_markdown(found), output)
    else:
        write_page(diff_page(found), output)
    raise typer.Exit(ExitCode.FINDINGS if found.refused else ExitCode.FINE)


@app.command()
def review(
    manifest: Manifest,
    today: Day = None,
    live: Annotated[
        bool, typer.Option("--live", help="Read AWS as well: roles, users, Identity Center.")
    ] = False,
    region: Annotated[
        str | None,
        typer.Option(help="The region of Identity Center.", show_default="the session's"),
    ] = None,
    center: Annotated[
        bool, typer.Option("--identity-center/--no-identity-center", help="Read Identity Center.")
    ] = True,
    output_format: Annotated[
        ReviewFormat,
        typer.Option("--format", help="For the terminal, a spreadsheet, machines, or paper."),
    ] = ReviewFormat.TABLE,
    output: Output = None,
) -> None:
    """Export people, permissions and grants, for reviewers to keep or revoke.

    With --live it ends with 1 if AWS and the manifest differ, with 3 if AWS did not answer.

    Examples:
      baseline access review access.yaml --format csv --output review.csv
      baseline access review access.yaml --live --format html --output review.html
    """
    day = _day(today)
    counting = effective(load(manifest, day), day)
    asked = None
    if live:
        connected = session(region)
        asked = read(connected, counting, region or connected.region_name, center=center)
    found = made(counting, asked)
    match output_format:
        case ReviewFormat.JSON:
            write_json(found.as_json(), output)
        case ReviewFormat.CSV:
            write_text(as_csv(found), output)
        case ReviewFormat.HTML:
            write_text(as_html(found), output)
        case ReviewFormat.TABLE:
            write_page(review_page(found), output)
    if asked is not None and output_format is ReviewFormat.CSV:
        for sentence in (*asked.deviations, *asked.unread):
            stderr().print(sentence, soft_wrap=True, markup=False)
    raise typer.Exit(_live_code(asked))


def _live_code(asked: Any) -> int:
    if asked is not None and asked.deviations:
        return ExitCode.FINDINGS
    return ExitCode.UNDETERMINED if asked is not None and asked.unread else ExitCode.FINE


def _day(text: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text) if text else today()
    except ValueError as error:
        raise ConfigError(f"--today {text!r}; accepted is a date as 2027-01-31") from error
