"""What the sandbox tells; on stderr, since stdout is Pulumi's."""

from rich.console import Console
from rich.text import Text

from soc2_baseline.baseline.sandbox.unavailable import unavailable_types

_console = Console(stderr=True, soft_wrap=True, highlight=False)


def note(sentence: str) -> None:
    """One sentence."""
    _console.print(Text(sentence))


def session(url: str) -> None:
    """Where the sandbox is, what it stands in for, what it lacks."""
    # Importing moto takes a second, which no other command should.
    from soc2_baseline.baseline.sandbox.stand_ins import STAND_INS  # noqa: PLC0415

    _console.print(Text(f"Sandbox at {url}", style="bold"))
    _listed("Stood in for", {stand_in.name: stand_in.gap for stand_in in STAND_INS})
    _listed("Not offered", unavailable_types())


def kept(url: str) -> None:
    """How to go on with a kept sandbox."""
    note(
        f"The sandbox at {url} goes on running: `baseline sandbox env` prints its environment, "
        "`baseline sandbox destroy` removes what was deployed, `baseline sandbox stop` ends it."
    )


def _listed(title: str, reasons: dict[str, str]) -> None:
    _console.print(Text(f"{title}:" if reasons else f"{title}: nothing"))
    for name, reason in reasons.items():
        _console.print(Text.assemble("  ", (name, "cyan"), f": {reason}"))
