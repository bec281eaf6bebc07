"""``baseline sandbox``: the real Pulumi command line against an AWS of its own."""

from typing import ClassVar

import typer

from soc2_baseline.baseline.cli.lazy import Lazy, LazyGroup

_DEPLOY = "soc2_baseline.baseline.cli.sandbox_deploy"
_KEPT = "soc2_baseline.baseline.cli.sandbox_kept"
_NEEDS = ("moto",)
"""Used by the server, a process of its own."""


class Commands(LazyGroup):
    """The commands, in the order of the help."""

    lazy: ClassVar[dict[str, Lazy]] = {
        "up": Lazy(f"{_DEPLOY}:up", "Deploy a project, with the policy pack.", _NEEDS),
        "preview": Lazy(
            f"{_DEPLOY}:preview",
            "Show the changes that `up` would make, with the verdicts of the policy pack.",
            _NEEDS,
        ),
        "destroy": Lazy(
            f"{_DEPLOY}:destroy",
            "Remove what `up --keep` deployed; the server goes on running.",
            _NEEDS,
        ),
        "status": Lazy(
            f"{_KEPT}:status",
            "Show the kept sandbox: its address, its age, and the stacks that are up.",
            _NEEDS,
        ),
        "env": Lazy(
            f"{_KEPT}:env",
            "Print the environment of the kept sandbox, for `pulumi`, `aws` and others.",
            _NEEDS,
        ),
        "stop": Lazy(
            f"{_KEPT}:stop", "End the kept sandbox, and with it everything in it.", _NEEDS
        ),
    }


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    help="Deploy to a local AWS, a moto server: needs `pulumi` on PATH and no account.",
)
