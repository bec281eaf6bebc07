"""A fixture: moto's own server, without our stand-ins."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
import requests

from soc2_baseline.baseline.sandbox.environment import HOST
from soc2_baseline.baseline.sandbox.process import START_SECONDS, Process, free_port
from tests.support.moto_server import MotoServer


@dataclass(frozen=True)
class _Plain:
    url: str
    port: int
    process: Process


def _wait_for(url: str, child: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert child.poll() is None, "moto's server ended"
        try:
            requests.get(f"{url}/moto-api/config", timeout=5, proxies={"http": ""})
        except requests.RequestException:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"moto's server did not answer within {START_SECONDS} seconds")


@pytest.fixture(scope="session")
def plain_moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MotoServer]:
    """Run moto's server for this test session."""
    log = tmp_path_factory.mktemp("plain_moto") / "server.log"
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "--host", HOST, "--port", str(port)]
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output) as child,
    ):
        try:
            url = f"http://{HOST}:{port}"
            _wait_for(url, child)
            with closing(MotoServer(_Plain(url, port, Process.of(child.pid)))) as moto:
                yield moto
        finally:
            child.terminate()
