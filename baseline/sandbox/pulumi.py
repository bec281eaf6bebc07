"""Runs the real Pulumi command line in a session, on a stack called sandbox."""

import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any

from soc2_baseline.baseline.sandbox.project import STACK, Project
from soc2_baseline.baseline.sandbox.session import Session
from soc2_baseline.core.errors import EnvironmentLacks
from soc2_baseline.core.files import read_yaml, yaml_of


class Pulumi:
    """The command line, for one project in one session."""

    def __init__(self, executable: str, session: Session, project: Project) -> None:
        self._executable, self._session, self._project = executable, session, project
        # A copy of the project's name only: Pulumi writes the stack's settings beside it.
        self._folder = session.folder / project.slug
        self._settings = self._folder / f"Pulumi.{STACK}.yaml"

    @property
    def has_stack(self) -> bool:
        """Return whether the session has a stack of this project."""
        return self._settings.is_file()

    def prepare(self, config: Mapping[str, Any]) -> None:
        """Make the stack if it is not there, and set its configuration."""
        if not self.has_stack:
            self._make_stack()
        content = read_yaml(self._settings) or {}
        content["config"] = self._project.config(config)
        self._settings.write_text(yaml_of(content), encoding="utf-8")

    def line(self, command: str, *arguments: str) -> list[str]:
        """Return the command line of a command on the stack."""
        return [
            *(self._executable, "--cwd", str(self._project.folder), command),
            *("--stack", STACK, "--config-file", str(self._settings), *arguments),
        ]

    def stack_line(self, command: str, *arguments: str) -> list[str]:
        """Return the command line of ``pulumi stack``, which does not run the program."""
        start = [self._executable, "--cwd", str(self._folder), "stack", command]
        return [*start, "--stack", STACK, *arguments]

    def run(self, command: str, *arguments: str) -> int:
        """Run a command, its output straight to the terminal; its exit status."""
        line = self.line(command, *arguments)
        with (
            subprocess.Popen(line, env=self._session.environment()) as child,  # noqa: S603
            _left_to(child),
        ):
            return child.wait()

    def _make_stack(self) -> None:
        self._folder.mkdir(exist_ok=True)
        project = {"name": self._project.name, "runtime": "python"}
        (self._folder / "Pulumi.yaml").write_text(yaml_of(project), encoding="utf-8")
        made = subprocess.run(  # noqa: S603
            self.stack_line("init"),
            env=self._session.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode or not self._settings.is_file():
            said = " ".join((made.stderr or made.stdout).split())
            raise EnvironmentLacks(f"pulumi could not make the stack {STACK}: {said}")


@contextmanager
def _left_to(child: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Leave an interrupt to pulumi, which is in our group and winds up what is under way."""

    def terminate(_signal: int, _frame: FrameType | None) -> None:
        child.send_signal(signal.SIGINT)

    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None),
        signal.SIGTERM: signal.signal(signal.SIGTERM, terminate),
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
