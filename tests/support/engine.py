"""The real Pulumi engine for integration tests: the `pulumi` on PATH against our moto server."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.baseline.sandbox.environment import has_aws_plugin, require_pulumi
from soc2_baseline.baseline.sandbox.process import Process
from soc2_baseline.baseline.sandbox.project import Project
from soc2_baseline.baseline.sandbox.pulumi import Pulumi
from soc2_baseline.baseline.sandbox.session import Session
from soc2_baseline.core.errors import EnvironmentLacks
from soc2_baseline.policy_pack import FOLDER as PACK
from tests.support.moto_server import MotoServer

REQUIRED = "BASELINE_REQUIRE_ENGINE"
TIMEOUT_SECONDS = 900

requires_engine = pytest.mark.usefixtures("engine_present")
"""Marks tests that need the engine; without it they are skipped, or fail where REQUIRED is 1."""


class Engine:
    """A stack of a program, with a state of its own, in our moto server.

    Args:
        project_dir: the folder with the Pulumi.yaml; nothing is written there.
        tmp_path: where the state goes.
        server: the moto server.
        config: what goes on top of the sandbox's configuration; values may be nested.
        policy_pack: whether to run our pack, or the folder of another one.

    Attributes:
        events: the engine's events of the last up, preview or destroy.
    """

    def __init__(
        self,
        project_dir: Path,
        tmp_path: Path,
        server: MotoServer,
        config: Mapping[str, Any] | None = None,
        policy_pack: bool | Path = False,
    ) -> None:
        folder = tmp_path / "engine"
        (folder / "state").mkdir(parents=True)
        session = Session(folder, server.port, Process.of(server.pid), kept=False)
        self.env = session.environment() | {"PULUMI_DEBUG_COMMANDS": "true"}
        self.events: list[dict[str, Any]] = []
        self._event_log = folder / "events.json"
        self._pulumi = Pulumi(require_pulumi(), session, Project.at(project_dir))
        self.configure(config or {})
        pack = PACK if policy_pack is True else policy_pack
        self._pack = ["--policy-pack", str(pack)] if pack else []

    def configure(self, config: Mapping[str, Any]) -> None:
        """Set the configuration anew."""
        self._pulumi.prepare(config)

    def up(self, *arguments: str, fails: bool = False) -> str:
        """Deploy; what pulumi prints."""
        return self._run("up", "--yes", "--skip-preview", *self._pack, *arguments, fails=fails)

    def preview(self, *arguments: str, fails: bool = False) -> str:
        """Preview; what pulumi prints."""
        return self._run("preview", *self._pack, *arguments, fails=fails)

    def destroy(self, *arguments: str) -> str:
        """Remove everything; what pulumi prints."""
        return self._run("destroy", "--yes", "--skip-preview", *arguments)

    @contextmanager
    def standing(self) -> Iterator["Engine"]:
        """Deployed, and in the end removed without a rest."""
        self.up()
        yield self
        self.destroy()
        assert [resource["urn"] for resource in self.export()] == []

    def outputs(self) -> dict[str, Any]:
        """The stack's outputs, secret ones too."""
        outputs: dict[str, Any] = json.loads(self._ask("output", "--json", "--show-secrets"))
        return outputs

    def export(self) -> list[dict[str, Any]]:
        """The resources in the stack's state."""
        deployment = json.loads(self._ask("export"))["deployment"]
        resources: list[dict[str, Any]] = deployment.get("resources", [])
        return resources

    def changes(self) -> dict[str, dict[str, Any]]:
        """What the last run changed: URN to operation and detailed diff (path to its kind)."""
        found = {}
        for event in self.events:
            step = event.get("resourcePreEvent", {}).get("metadata")
            if step and step["op"] not in ("same", "read", "refresh"):
                diff = {path: d.get("diffKind", d) for path, d in _diff(step).items()}
                found[step["urn"]] = {"op": step["op"], "diff": diff}
        return found

    def drifted(self) -> set[str]:
        """What the last run changed, as ``type path``; the operation where there is no path."""
        return {
            f"{urn.split('::')[2].split('$')[-1]} {path}"
            for urn, change in self.changes().items()
            for path in change["diff"] or [change["op"]]
        }

    def verdicts(self) -> list[dict[str, Any]]:
        """What the policy pack said in the last run."""
        return [event["policyEvent"] for event in self.events if "policyEvent" in event]

    def _run(self, command: str, *arguments: str, fails: bool = False) -> str:
        self._event_log.unlink(missing_ok=True)
        given = ("--non-interactive", "--color", "never", "--event-log", str(self._event_log))
        line = self._pulumi.line(command, *given, *arguments)
        result = self._call(line, stderr=subprocess.STDOUT)
        lines = self._event_log.read_text().splitlines() if self._event_log.is_file() else []
        self.events = [json.loads(line) for line in lines]
        assert (result.returncode != 0) == fails, result.stdout
        return result.stdout

    def _ask(self, command: str, *arguments: str) -> str:
        line = self._pulumi.stack_line(command, *arguments)
        result = self._call(line, stderr=subprocess.PIPE)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def _call(self, line: list[str], stderr: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            line,
            env=self.env,
            timeout=TIMEOUT_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            check=False,
        )


def _diff(step: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = step.get("detailedDiff") or {
        key: key for key in step.get("diffs") or ()
    }
    return {path: kind if isinstance(kind, dict) else {} for path, kind in found.items()}


def missing_engine() -> str | None:
    """Why there is no engine, if there is none."""
    try:
        pulumi = require_pulumi()
    except EnvironmentLacks as error:
        return str(error)
    return None if has_aws_plugin(pulumi) else "the AWS plugin of Pulumi is not installed"


@pytest.fixture(scope="session")
def engine_present() -> None:
    """Skip without an engine, or fail where one is required."""
    problem = missing_engine()
    if problem and os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1, but {problem}", pytrace=False)
    if problem:
        pytest.skip(problem)


@pytest.fixture
def engine(
    engine_present: None, moto_server: MotoServer, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Engine]:
    """Makes an Engine of a project's folder; takes its config and policy_pack."""

    def make(project_dir: Path, **arguments: Any) -> Engine:
        return Engine(project_dir, tmp_path_factory.mktemp("engine"), moto_server, **arguments)

    return make
