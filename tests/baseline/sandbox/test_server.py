"""The server's life: it starts, says why it cannot, and never outlives who started it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from soc2_baseline.baseline.sandbox import process
from soc2_baseline.baseline.sandbox.process import Process, Server, free_port
from soc2_baseline.core.errors import EnvironmentLacks


def gone(found: Process) -> bool:
    deadline = time.monotonic() + 10
    while found.runs() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not found.runs()


def test_ends_with_the_block(tmp_path: Path) -> None:
    with Server(tmp_path / "log") as server:
        assert server.process.runs()
        with socket.create_connection(("127.0.0.1", server.port)):
            pass
    assert gone(server.process)


def test_is_on_the_loopback_address_only(tmp_path: Path) -> None:
    with Server(tmp_path / "log") as server:
        hexadecimal = f":{server.port:04X}"
        listening = [
            line.split()[1]
            for table in ("tcp", "tcp6")
            if (path := Path("/proc/net") / table).exists()
            for line in path.read_text().splitlines()[1:]
            if line.split()[3] == "0A" and line.split()[1].endswith(hexadecimal)
        ]
    assert set(listening) <= {f"0100007F{hexadecimal}"}


def test_ends_with_a_killed_parent(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, time\n"
        "from baseline.sandbox.process import Server\n"
        f"server = Server(pathlib.Path({str(tmp_path / 'log')!r}))\n"
        "print(server.process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        server = Process.of(int(parent.stdout.readline()))
        assert server.runs()
        parent.kill()
    assert gone(server)


def test_without_a_leash_it_outlives_nobody_by_mistake(tmp_path: Path) -> None:
    server = Server(tmp_path / "log", leash=False)
    try:
        os.kill(server.process.pid, signal.SIGINT)
        time.sleep(0.2)
        assert server.process.runs()
    finally:
        server.process.end()
    assert gone(server.process)
    server.stop()


def test_taken_port(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(EnvironmentLacks, match=f"port {port} of 127.0.0.1 cannot be used"):
            Server(tmp_path / "log", port)


def test_wanted_port(tmp_path: Path) -> None:
    port = free_port()
    with Server(tmp_path / "log", port) as server:
        assert server.url == f"http://127.0.0.1:{port}"


def test_says_what_a_server_said_that_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho it is broken >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(EnvironmentLacks, match="it is broken"):
        Server(tmp_path / "log")


def test_gives_up_on_a_server_that_never_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = tmp_path / "python"
    silent.write_text("#!/bin/sh\necho $$\nexec sleep 60\n")
    silent.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(silent))
    monkeypatch.setattr(process, "START_SECONDS", 1)
    with pytest.raises(EnvironmentLacks, match="within 1 seconds"):
        Server(tmp_path / "log")
    assert gone(Process.of(int((tmp_path / "log").read_text())))


def test_never_ends_a_stranger_with_its_id() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as other:
        stranger = Process(other.pid, "at another time")
        assert not stranger.runs()
        stranger.end()
        assert other.poll() is None
        Process.of(other.pid).end()
        assert other.wait(10) == -signal.SIGTERM


def test_no_process_runs_not() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert not Process.of(ended.pid).runs()
