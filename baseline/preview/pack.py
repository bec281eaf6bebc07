"""A policy pack as a process of its own, spoken to over the analyzer protocol."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc

from soc2_baseline.baseline import pulumi_files
from soc2_baseline.baseline.preview.project import Project
from soc2_baseline.core import exceptions
from soc2_baseline.core.errors import BaselineError, ConfigError, EnvironmentLacks, Unreadable
from soc2_baseline.policy_pack.engine import settings

_START_SECONDS = 60
_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


@dataclass(frozen=True, slots=True)
class PolicyInfo:
    """A policy as its pack describes it."""

    id: str
    stack: bool
    level: str
    severity: str | None
    criteria: tuple[str, ...]
    summary: str
    fix: str | None
    reference: str | None
    types: tuple[str, ...]
    keys: dict[str, str]


@dataclass(frozen=True)
class PackFiles:
    """A pack's folder, and files that win over those in it."""

    folder: Path
    exceptions: Path | None = None
    policies: Path | None = None

    def check(self) -> None:
        """Refuse missing files, before anything is started.

        Raises:
            EnvironmentLacks: the folder is not a Python policy pack.
            ConfigError: a file does not exist.
        """
        check_folder(self.folder)
        for option, file in (("--exceptions", self.exceptions), ("--policies", self.policies)):
            if file is not None and not file.is_file():
                name = f"{option.removeprefix('--')}.yaml"
                said = f"accepted is the path of a file such as {name}"
                raise ConfigError(f"{option}: {file} is not a file; {said}")

    def environment(self) -> dict[str, str]:
        """Return the environment variables that name the files for the pack's process."""
        named = {exceptions.VARIABLE: self.exceptions, settings.VARIABLE: self.policies}
        return {name: str(file.resolve()) for name, file in named.items() if file is not None}


class Pack:
    """A running pack; a context manager that ends the process.

    The process starts at once, so that it comes up while the program runs; the first call waits.
    """

    def __init__(self, files: PackFiles, project: Project) -> None:
        folder = files.folder
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 closed on exit
        environment = {
            **os.environ,
            "PULUMI_PROJECT": project.name,
            "PULUMI_STACK": project.stack,
            "PULUMI_DRY_RUN": "true",
            "PULUMI_CONFIG": json.dumps(dict(project.config)),
            **files.environment(),
        }
        self._process = subprocess.Popen(  # noqa: S603 the pack that the user named
            [str(_python(folder)), "-u", "-m", "pulumi.policy", "127.0.0.1:0", "."],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        self._folder = folder
        self._stub: Any = None
        self._channel: grpc.Channel | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._channel is not None:
            self._channel.close()
        self._process.kill()  # it holds nothing that would need a clean end
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._errors.close()

    def policies(self) -> list[PolicyInfo]:
        """Return the pack's policies, in its order."""
        info = self._call("GetAnalyzerInfo", empty_pb2.Empty())
        self.about = info.description
        return [_policy(policy) for policy in info.policies]

    def analyze(self, request: Any) -> Any:
        """Ask about one resource."""
        return self._call("Analyze", request)

    def analyze_stack(self, resources: Iterable[Any]) -> Any:
        """Ask about the whole stack."""
        return self._call("AnalyzeStack", proto.AnalyzeStackRequest(resources=resources))

    def _call(self, method: str, request: Any) -> Any:
        if self._stub is None:
            self._connect()
        try:
            return getattr(self._stub, method)(request)
        except grpc.RpcError as error:
            raise Unreadable(
                f"policy pack {self._folder}: {method} failed: {error.details()}"
            ) from error

    def _connect(self) -> None:
        timer = threading.Timer(_START_SECONDS, self._process.kill)
        timer.start()
        try:
            line = self._process.stdout.readline() if self._process.stdout else ""
        finally:
            timer.cancel()
        if not line.strip().isdigit():
            raise self._did_not_start()
        self._channel = grpc.insecure_channel(f"127.0.0.1:{line.strip()}", options=_UNLIMITED)
        self._stub = analyzer_pb2_grpc.AnalyzerStub(self._channel)

    def _did_not_start(self) -> BaselineError:
        code = self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().strip()
        if code == ConfigError.exit_code:
            return ConfigError(said)
        return Unreadable(
            f"policy pack {self._folder} did not start: {said or f'exit code {code}'}"
        )


def check_folder(folder: Path) -> None:
    """Refuse a folder that is not a Python policy pack.

    Raises:
        EnvironmentLacks: it does not exist, or has no PulumiPolicy.yaml for Python.
        ConfigError: PulumiPolicy.yaml is not a mapping in YAML.
    """
    if not (folder / "PulumiPolicy.yaml").is_file():
        raise EnvironmentLacks(
            f"{folder} is not a policy pack; accepted is a folder with PulumiPolicy.yaml"
        )
    runtime = _manifest(folder).get("runtime")
    name = runtime.get("name") if isinstance(runtime, dict) else runtime
    if name != "python":
        raise EnvironmentLacks(f"{folder}: runtime {name!r}; accepted offline is python")


def _manifest(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = pulumi_files.mapping(folder / "PulumiPolicy.yaml").content
    return content


def _python(folder: Path) -> Path:
    """Return the interpreter that the pack names, else ours."""
    runtime = _manifest(folder).get("runtime")
    options = runtime.get("options") if isinstance(runtime, dict) else None
    named = (options or {}).get("virtualenv")
    python = folder / named / "bin" / "python" if named else None
    return python if python and python.exists() else Path(sys.executable)


def _policy(info: Any) -> PolicyInfo:
    types = tuple(tag.removeprefix("type=") for tag in info.tags if tag.startswith("type="))
    keys = dict(
        tag.removeprefix("key=").split("=", 1) for tag in info.tags if tag.startswith("key=")
    )
    severity = proto.PolicySeverity.Name(info.severity).removeprefix("POLICY_SEVERITY_").lower()
    reference = info.framework.specification or info.url
    criteria = info.framework.reference
    return PolicyInfo(
        id=info.name,
        stack=info.policy_type == proto.PolicyType.POLICY_TYPE_STACK,
        level=proto.EnforcementLevel.Name(info.enforcementLevel).lower(),
        severity=None if severity == "unspecified" else severity,
        criteria=tuple(part.strip() for part in criteria.split(";")) if criteria else (),
        summary=info.description,
        fix=info.remediation_steps or None,
        reference=reference or None,
        types=types,
        keys=keys,
    )
