"""The start of the ``baseline`` command: turns errors into a message and an exit code."""

import sys
from importlib import import_module

from soc2_baseline.baseline.cli.extras import lacking
from soc2_baseline.core.errors import BaselineError

APP = "soc2_baseline.baseline.cli.app"


def main() -> None:
    """Run the command; an error of ours is one message on stderr and its exit code."""
    try:
        import_module(APP).app()  # not imported above: typer comes with an extra
    except ModuleNotFoundError as error:
        lacks = lacking(error)
        if lacks is None:
            raise
        _end(lacks)
    except BaselineError as error:
        _end(error)


def _end(error: BaselineError) -> None:
    sys.stderr.write(f"{error}\n")
    sys.exit(error.exit_code)
