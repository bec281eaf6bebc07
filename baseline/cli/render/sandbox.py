"""The sandbox's notes, on stderr since stdout is Pulumi's, and its status, on stdout."""

import datetime
from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from soc2_baseline.baseline.sandbox.stacks import StackUp
from soc2_baseline.baseline.sandbox.unavailable import unavailable_types

_console = Console(stderr=True, soft_wrap=True, highlight=False)


def note(sentence: str) -> None:
    """Print one sentence."""
    _console.print(Text(sentence))


def session(url: str, stand_ins: Mapping[str, str]) -> None:
    """Print the sandbox's address, its stand-ins, and the types that it does not offer."""
    _console.print(Text(f"Sandbox at {url}", style="bold"))
    _listed("Stood in for", stand_ins)
    _listed("Not offered", unavailable_types())


def kept(url: str) -> None:
    """Print the commands that a kept sandbox is used with."""
    note(
        f"The sandbox at {url} goes on running: `baseline sandbox env` prints its environment, "
        "`baseline sandbox destroy` removes what was deployed, `baseline sandbox stop` ends it."
    )


def answer(sentence: str) -> None:
    """Print one sentence on stdout."""
    Console(highlight=False).print(Text(sentence), soft_wrap=True)


def stacks_table(stacks: Sequence[StackUp]) -> None:
    """Print a table of stacks on stdout."""
    table = Table(box=box.SIMPLE, show_edge=False, padding=0)
    for heading in ("Stack", "Region", "Resources", "Last changed"):
        table.add_column(
            heading, no_wrap=True, justify="right" if heading == "Resources" else "left"
        )
    for stack in stacks:
        table.add_row(stack.name, stack.region, str(stack.resources), time(stack.updated))
    Console(highlight=False).print(table)


def time(stamp: str) -> str:
    """Return an ISO 8601 time to the minute, in UTC."""
    try:
        moment = datetime.datetime.fromisoformat(stamp).astimezone(datetime.UTC)
    except ValueError:
        return stamp or "unknown"
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _listed(title: str, reasons: Mapping[str, str]) -> None:
    _console.print(Text(f"{title}:" if reasons else f"{title}: nothing"))
    for name, reason in reasons.items():
        _console.print(Text.assemble("  ", (name, "cyan"), f": {reason}"))
