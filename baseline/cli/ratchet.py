"""``baseline ratchet``: a record of a legacy estate, so that only its changes are blocked."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from soc2_baseline.baseline.cli.output import Output, stderr, write_json
from soc2_baseline.baseline.preview.requests import kept
from soc2_baseline.baseline.preview.state import read
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.policy_pack.engine.properties import read as values
from soc2_baseline.policy_pack.engine.ratchet import LONGEST_DAYS, taken
from soc2_baseline.policy_pack.kit import Resource

_SHORTEST_REASON = 20


def ratchet(
    state: Annotated[
        Path, typer.Argument(metavar="STATE", help="The file that `pulumi stack export` wrote.")
    ],
    until: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The deadline, within a year.")],
    reason: Annotated[
        str, typer.Option(help="The reason why the estate may wait, 20 characters or more.")
    ],
    owner: Annotated[str, typer.Option(help="The role or team that answers for it.")],
    output: Output = None,
) -> None:
    """Record a legacy estate, so that its unchanged resources only warn until a deadline.

    Name the file as `ratchet:` in the pack's policies.yaml (docs/policy-settings.md).

    Example:
      baseline ratchet export.json --until 2027-03-31 --owner "platform lead"
        --reason "Bought with the acquisition, is being rebuilt." --output ratchet.json
    """
    deadline = _deadline(until)
    for name, text, fewest in (("--reason", reason, _SHORTEST_REASON), ("--owner", owner, 1)):
        if len(text.strip()) < fewest:
            raise ConfigError(f"{name} {text!r}; accepted is a text of {fewest} characters or more")
    resources = [
        Resource(q.registration.urn, q.registration.type, "", values(q.alone.properties))
        for q in kept(read(state).resources)
        if q.registration.custom
    ]
    made = taken(resources, deadline, reason.strip(), owner.strip())
    write_json(made.as_json(), output)
    stderr().print(made.about())


def _deadline(text: str) -> datetime.date:
    today = datetime.datetime.now(datetime.UTC).date()
    try:
        deadline = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"--until {text!r}; accepted is a date as 2027-03-31") from error
    if not 0 <= (deadline - today).days <= LONGEST_DAYS:
        latest = (today + datetime.timedelta(days=LONGEST_DAYS)).isoformat()
        raise ConfigError(f"--until {text}; accepted is a date from today to {latest}")
    return deadline
