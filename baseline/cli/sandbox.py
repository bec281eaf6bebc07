"""``baseline sandbox``: the real Pulumi command line against an AWS of its own."""

from pathlib import Path
from typing import Annotated

import typer

from soc2_baseline.baseline.sandbox import commands, kept

app = typer.Typer(
    no_args_is_help=True,
    help="Deploy to a local AWS: the `pulumi` on PATH against a moto server, no account needed.",
)

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


@app.command()
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
      baseline sandbox up stacks/tenant --keep -c tenant=acme
    """
    code = commands.up(folder, keep=keep, port=port, config=config or (), pack=policy_pack)
    raise typer.Exit(code)


@app.command()
def preview(
    folder: Folder = HERE, port: Port = None, config: Config = None, policy_pack: Pack = None
) -> None:
    """Show what `up` would do, with the verdicts of the policy pack.

    Example:
      baseline sandbox preview stacks/platform
    """
    raise typer.Exit(commands.preview(folder, port=port, config=config or (), pack=policy_pack))


@app.command()
def destroy(folder: Folder = HERE) -> None:
    """Remove what `up --keep` deployed; the server goes on running.

    Example:
      baseline sandbox destroy && baseline sandbox stop
    """
    raise typer.Exit(commands.destroy(folder))


@app.command()
def env() -> None:
    """Print the environment of the kept sandbox, for `pulumi`, `aws` and others.

    Example:
      eval "$(baseline sandbox env)"
    """
    typer.echo(kept.exports(), nl=False)


@app.command()
def status() -> None:
    """Show the kept sandbox: its address, since when it runs, and the stacks that are up.

    Example:
      baseline sandbox status
    """
    raise typer.Exit(kept.status())


@app.command()
def stop() -> None:
    """End the kept sandbox, and with it everything in it.

    Example:
      baseline sandbox stop
    """
    raise typer.Exit(kept.stop())
