"""The commands, as processes: what is missing is one sentence and exit 2; nothing stays behind."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from soc2_baseline.baseline.sandbox.process import Process
from soc2_baseline.baseline.sandbox.session import kept_session
from soc2_baseline.baseline.sandbox.stand_ins import STAND_INS
from tests.support.engine import requires_engine

BASELINE = [sys.executable, "-c", "from soc2_baseline.baseline.cli.main import main; main()"]
PROGRAM = """
import pulumi, pulumi_aws as aws
config = pulumi.Config("baseline")
bucket = aws.s3.Bucket("bucket", tags={"tenant": pulumi.Config().get("tenant") or "shared"})
pulumi.export("profile", config.require("profile"))
pulumi.export("bucket", bucket.id)
"""
SLOW_PROGRAM = """
import pathlib, time
pathlib.Path(__file__).with_name("running").touch()
time.sleep(60)
"""
PACK = """
from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy
def check(args, report):
    if args.props.get("tags", {}).get("tenant") == "forbidden":
        report("this tenant is forbidden")
PolicyPack("pack", policies=[ResourceValidationPolicy(
    name="rule", description="a rule", validate=check,
    enforcement_level=EnforcementLevel.MANDATORY)])
"""
RUNTIME = "runtime: python\n"

Run = Callable[..., subprocess.CompletedProcess[str]]


def write(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / name.replace("_yaml", ".yaml")).write_text(content)
    return folder


CONFIG = "config:\n  baseline:owner: {value: platform}\n  aws:region: {value: eu-central-1}\n"
"""A project that knows the baseline, so that it gets the sandbox's settings."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = write(tmp_path / "project", Pulumi_yaml=f"name: small\n{RUNTIME}{CONFIG}")
    (folder / "__main__.py").write_text(PROGRAM)
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = write(tmp_path / "pack", PulumiPolicy_yaml=RUNTIME)
    (folder / "__main__.py").write_text(PACK)
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield tmp_path / "cache" / "soc2-baseline" / "sandbox"
    if session := kept_session():
        session.end()


@pytest.fixture
def sandbox(cache: Path) -> Run:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        line = [*BASELINE, "sandbox", *map(str, arguments)]
        return subprocess.run(line, capture_output=True, text=True, check=False, timeout=300)

    return run


def servers() -> list[int]:
    """Ids of running servers that this test's processes could have left."""
    cache = os.environ["XDG_CACHE_HOME"]
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes()
            environ = (entry / "environ").read_bytes()
        except OSError:
            continue
        if b"soc2_baseline.baseline.sandbox.server" in line and cache.encode() in environ:
            found.append(int(entry.name))
    return found


def contents(folder: Path) -> list[str]:
    """Names in a project's folder, apart from the bytecode that Python leaves there."""
    return sorted(file.name for file in folder.iterdir() if file.name != "__pycache__")


def lacks(result: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert result.returncode == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.fixture
def no_pulumi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.mark.parametrize("command", ["up", "preview"])
def test_no_pulumi(sandbox: Run, project: Path, no_pulumi: Path, command: str) -> None:
    lacks(sandbox(command, project), "`pulumi` is not on PATH: install the official Pulumi")


@pytest.mark.parametrize("forbidden", ["true", "1"])
def test_no_plugin(
    sandbox: Run,
    project: Path,
    no_pulumi: Path,
    monkeypatch: pytest.MonkeyPatch,
    forbidden: str,
) -> None:
    (no_pulumi / "pulumi").write_text("#!/bin/sh\necho '[]'\n")
    (no_pulumi / "pulumi").chmod(0o755)
    monkeypatch.setenv("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", forbidden)
    lacks(sandbox("up", project), "run `pulumi plugin install resource aws 7.")


@pytest.mark.parametrize("command", ["up", "preview", "destroy"])
def test_no_project(sandbox: Run, tmp_path: Path, command: str) -> None:
    lacks(sandbox(command, tmp_path / "none"), "is not a folder")
    lacks(sandbox(command, tmp_path), "has no Pulumi.yaml")


def test_no_pack(sandbox: Run, project: Path, tmp_path: Path) -> None:
    lacks(sandbox("up", project, "--policy-pack", tmp_path), "has no PulumiPolicy.yaml")


def test_wrong_config(sandbox: Run, project: Path) -> None:
    lacks(sandbox("up", project, "-c", "tenant"), "--config tenant: accepted is KEY=VALUE")


@pytest.mark.parametrize("command", ["env", "stop"])
def test_nothing_kept(sandbox: Run, command: str) -> None:
    lacks(sandbox(command), "no sandbox is kept running")


def test_status_of_no_sandbox(sandbox: Run) -> None:
    done = sandbox("status")
    assert (done.returncode, done.stderr) == (0, "")
    assert "No sandbox is kept running; `baseline sandbox up --keep` starts one." in done.stdout


def test_config_that_is_meant_for_the_baseline(sandbox: Run, project: Path) -> None:
    (project / "__main__.py").write_text("import pulumi")
    lacks(sandbox("up", project, "-c", "profile=dev"), "did you mean baseline:profile?")


def test_nothing_to_destroy(sandbox: Run, project: Path) -> None:
    lacks(sandbox("destroy", project), "there is nothing to destroy")


def test_unusable_cache(
    sandbox: Run, project: Path, no_pulumi: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (no_pulumi / "pulumi").write_text("#!/bin/sh\n")
    (no_pulumi / "pulumi").chmod(0o755)
    monkeypatch.delenv("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", raising=False)
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    lacks(sandbox("up", project), "name another place in XDG_CACHE_HOME")


@requires_engine
@pytest.mark.integration
class TestEngine:
    def test_taken_port(self, sandbox: Run, project: Path, pack: Path) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            result = sandbox("up", project, "--policy-pack", pack, "--port", port)
        lacks(result, f"port {port} of 127.0.0.1 cannot be used")

    def test_up_then_destroy(self, sandbox: Run, project: Path, pack: Path, cache: Path) -> None:
        before = contents(project)
        up = sandbox("up", project, "--policy-pack", pack)
        assert up.returncode == 0, up.stdout + up.stderr
        assert "aws:s3:Bucket bucket created" in up.stdout
        assert 'profile: "sandbox"' in up.stdout
        assert "with it what was deployed" in up.stderr
        for stand_in in STAND_INS:
            assert stand_in.name in up.stderr
        assert "Not offered" in up.stderr
        assert servers() == []
        assert [found.name for found in cache.iterdir()] == ["ended"]
        destroy = sandbox("destroy", project)
        assert (destroy.returncode, destroy.stderr) == (
            0,
            "The server ended with the last command, so its resources are already gone.\n",
        )
        lacks(sandbox("destroy", project), "there is nothing to destroy")
        assert contents(project) == before

    def test_violation(self, sandbox: Run, project: Path, pack: Path) -> None:
        result = sandbox("preview", project, "--policy-pack", pack, "-c", "tenant=forbidden")
        assert result.returncode == 1, result.stdout + result.stderr
        assert "this tenant is forbidden" in result.stdout
        assert servers() == []

    def test_kept(self, sandbox: Run, project: Path, pack: Path, cache: Path) -> None:
        before = contents(project)
        up = sandbox("up", project, "--keep", "--policy-pack", pack)
        assert up.returncode == 0, up.stdout + up.stderr
        assert "goes on running" in up.stderr
        session = kept_session()
        assert session and session.process.runs()

        again = sandbox("up", project, "--policy-pack", pack)
        assert "2 unchanged" in again.stdout or "3 unchanged" in again.stdout
        changed = sandbox("preview", project, "--policy-pack", pack, "-c", "tenant=acme")
        assert "1 to update" in changed.stdout
        elsewhere = sandbox("up", project, "--policy-pack", pack, "--port", session.port - 1)
        lacks(elsewhere, f"kept running at {session.url}")

        status = sandbox("status").stdout
        assert f"Sandbox at {session.url}, running since 2" in status
        assert re.search(r"small/sandbox +eu-central-1 +1 ", status)
        lines = sandbox("env").stdout
        assert "export AWS_REGION=eu-central-1\nexport AWS_DEFAULT_REGION=eu-central-1\n" in lines
        assert f"export AWS_ENDPOINT_URL={session.url}\n" in lines
        assert all(shlex.split(line)[0] in ("export", "unset") for line in lines.splitlines())
        listed = subprocess.run(
            ["sh", "-c", 'eval "$1"; pulumi stack ls --all', "sh", lines],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "sandbox" in listed.stdout

        destroy = sandbox("destroy", project)
        assert destroy.returncode == 0, destroy.stdout + destroy.stderr
        assert "bucket deleted" in destroy.stdout
        assert session.process.runs()
        assert "No stack is up." in sandbox("status").stdout
        assert sandbox("stop").returncode == 0
        assert not session.process.runs()
        assert servers() == []
        assert not (cache / "kept").exists()
        lacks(sandbox("stop"), "no sandbox is kept running")
        assert contents(project) == before

    def test_session_whose_server_died(self, sandbox: Run, project: Path, pack: Path) -> None:
        sandbox("up", project, "--keep", "--policy-pack", pack)
        session = kept_session()
        assert session
        session.process.end()
        lacks(sandbox("env"), "no sandbox is kept running")
        up = sandbox("up", project, "--keep", "--policy-pack", pack)
        assert "bucket created" in up.stdout

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_interrupt(
        self, cache: Path, project: Path, pack: Path, number: signal.Signals
    ) -> None:
        (project / "__main__.py").write_text(SLOW_PROGRAM)
        line = [*BASELINE, "sandbox", "up", str(project), "--policy-pack", str(pack)]
        with subprocess.Popen(
            line, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as command:
            deadline = time.monotonic() + 60
            while not (project / "running").exists() and time.monotonic() < deadline:
                time.sleep(0.1)
            (server,) = [Process.of(pid) for pid in servers()]
            if number == signal.SIGINT:
                os.killpg(command.pid, number)
            else:
                command.send_signal(number)
            command.communicate(timeout=60)
            assert command.returncode == 1
        assert not server.runs()
        assert servers() == []
        assert [found.name for found in cache.iterdir()] == ["ended"]
