"""What a project's program registers, or why it could not."""

from pathlib import Path

import pulumi

from baseline.errors import BaselineError, ConfigError, Unreadable
from baseline.offline.answers import Answers
from baseline.offline.monitor import RecordingMonitor, Registration
from baseline.offline.program import StackName, program, run
from baseline.offline.project import Project


def record(project: Project) -> list[Registration]:
    """Everything that the program of a project registers, in order.

    Raises:
        ConfigError: the program refuses its settings.
        Unreadable: the program raised something else.
    """
    config = project.config
    answers = Answers(
        account_id=config.get("baseline:account-id", Answers.account_id),
        region=config.get("baseline:region") or config.get("aws:region", Answers.region),
    )
    monitor = RecordingMonitor(answers, explicit_only=project.disables_default_providers)
    try:
        run(program(project.program), monitor, StackName(project.name, project.stack), config)
    except pulumi.RunError as error:
        raise ConfigError(str(error)) from error
    except BaselineError:
        raise
    except Exception as error:  # whatever the program raises is told to its user
        raise Unreadable(
            f"the program raised {type(error).__name__}: {error}{_where(error, project)}"
        ) from error
    return list(monitor.registrations.values())


def _where(error: Exception, project: Project) -> str:
    """The last line of the project's own code in the traceback."""
    trace, place = error.__traceback__, ""
    root = str(project.program.resolve())
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(root) and "site-packages" not in file:
            place = f" ({Path(file).relative_to(root)}:{trace.tb_lineno})"
        trace = trace.tb_next
    return place
