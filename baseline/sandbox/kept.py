"""The commands about a kept sandbox that need neither moto nor the Pulumi command line."""

import shlex

from soc2_baseline.baseline.cli.render import sandbox as show
from soc2_baseline.baseline.sandbox import environment
from soc2_baseline.baseline.sandbox.session import Session, kept_session
from soc2_baseline.baseline.sandbox.stacks import region, stacks_up
from soc2_baseline.core.errors import EnvironmentLacks
from soc2_baseline.core.vocabulary import ExitCode

NO_KEPT = "no sandbox is kept running; `baseline sandbox up --keep` starts one"


def exports() -> str:
    """Return the kept session's environment, as lines for a shell to evaluate."""
    session = _kept()
    settings = environment.settings(session.url, session.state, region(session))
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in settings.items()]
    return "".join(lines) + f"unset {' '.join(environment.LEFT_OUT)}\n"


def status() -> int:
    """Show the kept session and the stacks that are up in it."""
    session = kept_session()
    if session is None:
        show.answer(f"{NO_KEPT[0].upper()}{NO_KEPT[1:]}.")
        return ExitCode.FINE
    since = f" since {show.time(session.since)}" if session.since else ""
    show.answer(f"Sandbox at {session.url}, running{since}.")
    if stacks := stacks_up(session):
        show.stacks_table(stacks)
    else:
        show.answer("No stack is up.")
    return ExitCode.FINE


def stop() -> int:
    """End the kept session."""
    session = _kept()
    session.end()
    show.note(f"The sandbox at {session.url} has ended.")
    return ExitCode.FINE


def _kept() -> Session:
    session = kept_session()
    if session is None:
        raise EnvironmentLacks(NO_KEPT)
    return session
