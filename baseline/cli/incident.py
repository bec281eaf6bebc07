"""``baseline incident``: the incidents of an account, and the drill of the notification path."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from soc2_baseline.baseline.cli.output import (
    Format,
    Output,
    OutputFormat,
    stderr,
    write_json,
    write_page,
)
from soc2_baseline.baseline.cli.render import incident as show
from soc2_baseline.baseline.incident import drill as drills
from soc2_baseline.baseline.incident import receiver
from soc2_baseline.baseline.incident.receiver import Receiver
from soc2_baseline.baseline.incident.records import Incident, Records, client, reading
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.incident.names import RECORDS
from soc2_baseline.core.vocabulary import DURATION_RULE, seconds

app = typer.Typer(
    no_args_is_help=True,
    help="Incidents of an account: list, take and close them, and drill the notification path.",
)

Id = Annotated[str, typer.Argument(metavar="ID", help="The incident's id, from the message.")]
Region = Annotated[
    str | None,
    typer.Option(help="Home of the incident path.", show_default="AWS_REGION"),
]
TableName = Annotated[str, typer.Option("--table", help="The table of incident records.")]
Person = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who does it.", show_default="the caller of AWS"),
]


class DrillSeverity(StrEnum):
    """Severities that are recorded and escalated."""

    CRITICAL = "critical"
    HIGH = "high"


@app.command("list")
def show_all(
    everything: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    region: Region = None,
    table: TableName = RECORDS,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
) -> None:
    """List the incidents that are not closed, the latest first.

    Example:
      baseline incident list --all --format json --output incidents.json
    """
    found = [one for one in Records(region, table).all() if everything or not one.closed]
    if output_format is OutputFormat.JSON:
        write_json(show.document(found), output)
    else:
        write_page(show.table(found), output)


@app.command("show")
def show_one(
    incident_id: Id,
    region: Region = None,
    table: TableName = RECORDS,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
) -> None:
    """Show one incident with the event that it began with.

    Example:
      baseline incident show 78ddc882-74e4-4745-905e-7c4896145f31
    """
    _show(Records(region, table).get(incident_id), output_format, output)


@app.command()
def acknowledge(
    incident_id: Id,
    by: Person = None,
    region: Region = None,
    table: TableName = RECORDS,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
) -> None:
    """Take an incident, so that it is not escalated.

    Example:
      baseline incident acknowledge 78ddc882-74e4-4745-905e-7c4896145f31
    """
    records = Records(region, table)
    taken = records.acknowledge(incident_id, by or _signed_in(region))
    _show(taken, output_format, output)


@app.command()
def close(
    incident_id: Id,
    note: Annotated[
        str, typer.Option(help="The cause, the actions taken, and the changes to come.")
    ],
    by: Person = None,
    keep_days: Annotated[
        int, typer.Option(help="Days for which the record is kept.", min=400, max=3650)
    ] = 400,
    region: Region = None,
    table: TableName = RECORDS,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
) -> None:
    """End an incident; its record is kept as evidence.

    Example:
      baseline incident close 78ddc882-74e4-4745-905e-7c4896145f31 --note "false alarm: scanner"
    """
    if not note.strip():
        raise ConfigError("--note is empty; accepted are the cause and the actions taken")
    records = Records(region, table)
    closed = records.close(incident_id, by or _signed_in(region), note.strip(), keep_days)
    _show(closed, output_format, output)


@app.command()
def drill(
    severity: Annotated[
        DrillSeverity, typer.Option(help="The severity of the synthetic finding.")
    ] = DrillSeverity.CRITICAL,
    within: Annotated[str, typer.Option(help="The time in which it must arrive.")] = "5m",
    escalated_within: Annotated[
        str, typer.Option(help="The time from there in which the manager must be notified.")
    ] = "30m",
    escalation: Annotated[
        bool, typer.Option(help="Wait for the escalation, or take the drill before it.")
    ] = True,
    source_region: Annotated[
        str | None,
        typer.Option(help="The region where the finding is made.", show_default="home"),
    ] = None,
    listen: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="Listen here as an HTTPS subscriber.")
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option(help="Its certificate, in PEM.", dir_okay=False)
    ] = None,
    private_key: Annotated[
        Path | None, typer.Option(help="Its key, in PEM.", dir_okay=False)
    ] = None,
    queue: Annotated[
        str | None, typer.Option(metavar="URL", help="Or read a queue that is subscribed.")
    ] = None,
    region: Region = None,
    table: TableName = RECORDS,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
) -> None:
    """Send a synthetic finding all the way, and record the time that it takes.

    The on-call person is notified, marked DRILL; with --escalation the manager is, too.

    Exit codes: 0 in time, 1 late or not arrived, 2 usage, 3 could not be determined.

    Examples:
      baseline incident drill --no-escalation
      baseline incident drill --escalated-within 20m --format json --output drill.json
    """
    limits = drills.Limits(
        _duration("--within", within),
        _duration("--escalated-within", escalated_within) if escalation else None,
    )
    records = Records(region, table)
    console = stderr()
    with _receiver(listen, certificate, private_key, queue, region) as receiver:
        awaited = bool(listen or queue)
        sent = drills.new(severity.value, source_region or region, limits, awaited=awaited)
        with console.status(f"{sent.id} is on its way") as status:
            ended = drills.run(
                records, receiver, sent, lambda text: status.update(f"{sent.id}: {text}")
            )
    if output_format is OutputFormat.JSON:
        write_json(ended.document(), output)
    else:
        write_page(show.drill(ended), output)
    raise typer.Exit(ended.exit_code)


@contextmanager
def _receiver(
    listen: str | None,
    certificate: Path | None,
    private_key: Path | None,
    queue: str | None,
    region: str | None,
) -> Iterator["Receiver"]:
    if listen and queue:
        raise ConfigError("--listen and --queue; accepted is one of them")
    if listen:
        if certificate is None or private_key is None:
            raise ConfigError("--listen needs --certificate and --private-key, files in PEM")
        with receiver.listening(listen, certificate, private_key) as endpoint:
            yield endpoint
    elif certificate or private_key:
        raise ConfigError("--certificate and --private-key are for --listen, which is missing")
    else:
        yield receiver.QueueReceiver(queue, region) if queue else receiver.Nowhere()


def _duration(option: str, text: str) -> int:
    try:
        return seconds(text)
    except ValueError as error:
        raise ConfigError(f"{option} {text!r}; accepted is {DURATION_RULE}") from error


def _signed_in(region: str | None) -> str:
    with reading("who is signed in"):
        arn: str = client("sts", region).get_caller_identity()["Arn"]
    return arn


def _show(one: "Incident", output_format: OutputFormat, output: Path | None) -> None:
    if output_format is OutputFormat.JSON:
        write_json(show.document([one]), output)
    else:
        write_page(show.page(one), output)
