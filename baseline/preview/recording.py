"""The resources that a project's program registers, or the error that prevented it."""

from pathlib import Path

import pulumi

from soc2_baseline.baseline.preview.config_keys import ConfigReads, misplaced, unread
from soc2_baseline.baseline.preview.invokes import InvokeTable
from soc2_baseline.baseline.preview.monitor import RecordingMonitor, Registration
from soc2_baseline.baseline.preview.program import StackName, run_program
from soc2_baseline.baseline.preview.project import Project
from soc2_baseline.core.errors import BaselineError, ConfigError, Unreadable


def record(project: Project) -> list[Registration]:
    """Return everything that the program of a project registers, in order.

    Raises:
        ConfigError: the program refuses its settings, or does not read a key that was given.
        Unreadable: the program raised something else.
    """
    config = ConfigReads(project.config)
    answers = InvokeTable(
        account_id=config.get("baseline:account-id", InvokeTable.account_id),
        region=config.get("baseline:region") or config.get("aws:region", InvokeTable.region),
    )
    monitor = RecordingMonitor(answers, explicit_only=project.disables_default_providers)
    try:
        run_program(project.program, monitor, StackName(project.name, project.stack), config)
    except pulumi.RunError as error:
        # What the program would have read later is not known.
        wrong = misplaced(project.given, project.name, project.declared, project.program)
        raise ConfigError([str(error), *wrong]) from error
    except BaselineError:
        raise
    except Exception as error:  # whatever the program raises is told to its user
        raise Unreadable(
            f"the program raised {type(error).__name__}: {error}{_where(error, project)}"
        ) from error
    if problems := unread(project.given, project.name, project.declared, config):
        raise ConfigError(problems)
    return list(monitor.registrations.values())


def _where(error: Exception, project: Project) -> str:
    """Return the last line of the project's own code in the traceback."""
    trace, place = error.__traceback__, ""
    root = str(project.program.resolve())
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(root) and "site-packages" not in file:
            place = f" ({Path(file).relative_to(root)}:{trace.tb_lineno})"
        trace = trace.tb_next
    return place
