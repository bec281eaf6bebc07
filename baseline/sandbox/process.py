"""Starts the sandbox's server, waits until it answers, and ends exactly that process."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from soc2_baseline.baseline.sandbox.environment import HOST
from soc2_baseline.core.errors import EnvironmentLacks

START_SECONDS = 60
STOP_SECONDS = 10


@dataclass(frozen=True)
class Process:
    """A process, distinguished from a later one of the same id by its start time."""

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> "Process":
        """Return the process that has this id now."""
        return cls(pid, _started(pid))

    def runs(self) -> bool:
        """Return whether it is still there."""
        return bool(self.started) and _started(self.pid) == self.started

    def end(self) -> None:
        """End it, if it is still there and not a stranger with its id."""
        for ending in (signal.SIGTERM, signal.SIGKILL):
            deadline = time.monotonic() + STOP_SECONDS
            if self.runs():
                os.kill(self.pid, ending)
            while self.runs() and time.monotonic() < deadline:
                time.sleep(0.05)


def _started(pid: int) -> str:
    """Return the start time of a running process, in the system's own unit; empty if none runs."""
    if sys.platform == "linux":
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] == "Z" else fields[19]
    command = ["ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


def free_port(wanted: int | None = None) -> int:
    """Return a free port of the loopback address: the wanted one, or EnvironmentLacks, else any."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted or 0))
        except OSError as error:
            raise EnvironmentLacks(
                f"port {wanted} of {HOST} cannot be used ({error.strerror}); "
                "give another one, or none to have a free one picked"
            ) from error
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A server of ours that runs; ``with`` ends it.

    Attributes:
        port: where it answers, on the loopback address.
        process: what to end.
    """

    def __init__(self, log: Path, port: int | None = None, *, leash: bool = True) -> None:
        self.port = free_port(port)
        # -P: a folder of our name in the user's own working directory is not ours.
        command = [
            sys.executable,
            "-P",
            "-m",
            "soc2_baseline.baseline.sandbox.server",
            "--port",
            str(self.port),
        ]
        with log.open("wb") as output:
            self._child = subprocess.Popen(  # noqa: S603
                [*command, "--leash"] if leash else command,
                stdin=subprocess.PIPE if leash else subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.process = Process.of(self._child.pid)
        try:
            self._wait_until_it_answers(log)
        except BaseException:
            self.stop()
            raise

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{HOST}:{self.port}"

    def stop(self) -> None:
        """End it and wait until it has."""
        self._child.terminate()
        try:
            self._child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        if self._child.stdin:
            self._child.stdin.close()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _wait_until_it_answers(self, log: Path) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self._child.poll() is None and time.monotonic() < deadline:
            if _answers(self.port):
                return
            time.sleep(0.1)
        said = log.read_text(errors="replace").strip().splitlines()[-1:]
        raise EnvironmentLacks(
            f"the sandbox's server did not answer on port {self.port} of {HOST} within "
            f"{START_SECONDS} seconds; the last it said is: {''.join(said) or 'nothing'}"
        )


def _answers(port: int) -> bool:
    # http.client knows no proxies: the user's may not lead back to the loopback address.
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/moto-api/config")
        with connection.getresponse() as response:
            return response.status < http.HTTPStatus.BAD_REQUEST
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
