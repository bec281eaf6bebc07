"""``baseline new``: writes the first files of a rule, a component or a policy pack."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soc2_baseline.baseline.cli.output import write_text

if TYPE_CHECKING:  # heavy imports wait until they are needed
    from soc2_baseline.baseline.new.draft import Draft

app = typer.Typer(
    no_args_is_help=True,
    help="Write the first files of a rule, a component or a policy pack of your own.",
)


@app.command("pack")
def new_pack(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or an empty folder.")],
) -> None:
    """Write a policy pack that runs the installed rules with settings and exceptions of your own.

    Example: `baseline new pack policy`, then `pulumi preview --policy-pack policy`.
    """
    from soc2_baseline.baseline.new.pack import pack  # noqa: PLC0415 heavy imports wait

    _write(pack(folder))


def _write(draft: "Draft") -> None:
    draft.write()
    lines = [
        *(f"wrote   {file}" for file in draft.created),
        *(f"changed {file}" for file in draft.changed),
        "",
        *(f"{number}. {step}" for number, step in enumerate(draft.steps, start=1)),
    ]
    write_text("\n".join(lines) + "\n", None)
