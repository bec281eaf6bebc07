"""The ``baseline sandbox`` commands that run Pulumi; each returns the exit code."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from soc2_baseline import policy_pack
from soc2_baseline.baseline.cli.render import sandbox as show
from soc2_baseline.baseline.sandbox import environment
from soc2_baseline.baseline.sandbox.kept import NO_KEPT
from soc2_baseline.baseline.sandbox.project import Project, pairs
from soc2_baseline.baseline.sandbox.pulumi import Pulumi
from soc2_baseline.baseline.sandbox.session import (
    Session,
    begin_kept_session,
    kept_session,
    temporary_session,
)
from soc2_baseline.core.errors import EnvironmentLacks
from soc2_baseline.core.vocabulary import ExitCode


def up(
    folder: Path, *, keep: bool, port: int | None, config: Sequence[str], pack: Path | None
) -> int:
    """Deploy a project; where the server ends with the command, what it deployed does too."""
    project, pulumi, arguments = _checked(folder, config, pack)
    with _session(port, keep=keep) as session:
        show.session(session.url, session.stand_ins())
        code = _run(Pulumi(pulumi, session, project), "up", pairs(config), "--yes", *arguments)
        if session.kept:
            show.kept(session.url)
            return code
    _ended_mark(project).parent.mkdir(exist_ok=True)
    _ended_mark(project).touch()
    show.note("The server has ended, and with it what was deployed; --keep leaves it running.")
    return code


def preview(folder: Path, *, port: int | None, config: Sequence[str], pack: Path | None) -> int:
    """Show what ``up`` would change."""
    project, pulumi, arguments = _checked(folder, config, pack)
    with _session(port, keep=False) as session:
        show.session(session.url, session.stand_ins())
        return _run(Pulumi(pulumi, session, project), "preview", pairs(config), *arguments)


def destroy(folder: Path) -> int:
    """Remove what ``up --keep`` deployed; after a plain ``up`` nothing is left to remove."""
    project = Project.at(folder)
    session = kept_session()
    if session is None:
        mark = _ended_mark(project)
        if not mark.exists():
            raise EnvironmentLacks(f"there is nothing to destroy: {NO_KEPT}")
        mark.unlink()
        show.note("The server ended with the last command, so its resources are already gone.")
        return ExitCode.FINE
    pulumi = Pulumi(environment.require_pulumi(), session, project)
    if not pulumi.has_stack:
        raise EnvironmentLacks(
            f"there is nothing to destroy: the sandbox at {session.url} has no stack of "
            f"{project.folder}"
        )
    return _code(pulumi.run("destroy", "--yes"))


@contextmanager
def _session(port: int | None, *, keep: bool) -> Iterator[Session]:
    session = kept_session()
    if session is None and not keep:
        with temporary_session(port) as temporary:
            yield temporary
        return
    if session is not None and port not in (None, session.port):
        raise EnvironmentLacks(
            f"a sandbox is kept running at {session.url}, so not on port {port}; "
            "end it by `baseline sandbox stop` first"
        )
    yield session or begin_kept_session(port)


def _checked(
    folder: Path, config: Sequence[str], pack: Path | None
) -> tuple[Project, str, list[str]]:
    """Check that nothing is missing, before anything starts."""
    project = Project.at(folder)
    project.config(pairs(config))
    pack = (pack or policy_pack.FOLDER).resolve()
    if not (pack / "PulumiPolicy.yaml").is_file():
        raise EnvironmentLacks(f"{pack} has no PulumiPolicy.yaml; name the folder of a policy pack")
    return project, environment.require_pulumi(), ["--policy-pack", str(pack)]


def _run(pulumi: Pulumi, command: str, config: Mapping[str, str], *arguments: str) -> int:
    pulumi.prepare(config)
    return _code(pulumi.run(command, *arguments))


def _code(status: int) -> int:
    return ExitCode.FINDINGS if status else ExitCode.FINE


def _ended_mark(project: Project) -> Path:
    return environment.cache_folder() / "ended" / project.slug
