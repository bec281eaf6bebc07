"""``baseline sandbox env``, ``status`` and ``stop``: the commands about a kept sandbox."""

import typer

from soc2_baseline.baseline.sandbox import kept


def env() -> None:
    """Print the environment of the kept sandbox, for `pulumi`, `aws` and others.

    Example:
      eval "$(baseline sandbox env)"
    """
    typer.echo(kept.exports(), nl=False)


def status() -> None:
    """Show the kept sandbox: its address, its age, and the stacks that are up.

    Example:
      baseline sandbox status
    """
    raise typer.Exit(kept.status())


def stop() -> None:
    """End the kept sandbox, and with it everything in it.

    Example:
      baseline sandbox stop
    """
    raise typer.Exit(kept.stop())
