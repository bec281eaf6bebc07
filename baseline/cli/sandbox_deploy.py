"""``baseline sandbox up``, ``preview`` and ``destroy``: the commands that run Pulumi."""

from pathlib import Path
from typing import Annotated

import typer

from soc2_baseline.baseline.sandbox import commands

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a Pulumi project.")]
Port = Annotated[
    int | None,
    typer.Option(
        help="The server's port on 127.0.0.1.", show_default="a free one", min=1, max=65535
    ),
]
Config = Annotated[
    list[str] | None,
    typer.Option(
        "--config", "-c", metavar="KEY=VALUE", help="A value of the stack's configuration."
    ),
]
Pack = Annotated[
    Path | None,
    typer.Option("--policy-pack", metavar="DIR", help="Another policy pack than this project's."),
]
Keep = Annotated[bool, typer.Option("--keep", help="Leave the server running afterwards.")]
HERE = Path()


def up(
    folder: Folder = HERE,
    keep: Keep = False,
    port: Port = None,
    config: Config = None,
    policy_pack: Pack = None,
) -> None:
    """Deploy a project, with the policy pack.

    The server ends with the command, unless --keep is given or a kept one runs already.

    Examples:
      baseline sandbox up
      baseline sandbox up stacks/account --keep -c baseline:owner=platform
    """
    code = commands.up(folder, keep=keep, port=port, config=config or (), pack=policy_pack)
    raise typer.Exit(code)


def preview(
    folder: Folder = HERE, port: Port = None, config: Config = None, policy_pack: Pack = None
) -> None:
    """Show the changes that `up` would make, with the verdicts of the policy pack.

    Example:
      baseline sandbox preview stacks/organization
    """
    raise typer.Exit(commands.preview(folder, port=port, config=config or (), pack=policy_pack))


def destroy(folder: Folder = HERE) -> None:
    """Remove what `up --keep` deployed; the server goes on running.

    Example:
      baseline sandbox destroy && baseline sandbox stop
    """
    raise typer.Exit(commands.destroy(folder))
