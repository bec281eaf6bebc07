"""A fixture: our own moto server, stand-ins and all, on a free port of the loopback address."""

import http.client
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Protocol

import pytest
from boto3 import client as make_client
from botocore.config import Config

from soc2_baseline.baseline.sandbox.environment import ACCOUNT, HOST, REGION
from soc2_baseline.baseline.sandbox.process import Process, Server

__all__ = ["ACCOUNT", "REGION", "MotoServer", "moto_server"]


class Running(Protocol):
    """A server that answers."""

    @property
    def url(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def process(self) -> Process: ...


class MotoServer:
    """A running server; everything in it is gone after ``reset``."""

    def __init__(self, server: Running) -> None:
        self.url = server.url
        self.port = server.port
        self.pid = server.process.pid
        self._clients: list[Any] = []

    def client(self, service: str, region: str = REGION, **arguments: Any) -> Any:
        """A boto3 client of a service in it."""
        client = make_client(
            service,
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            # By the proxy go the hosts that no name server knows: see baseline.sandbox.environment.
            config=Config(proxies={"http": self.url}, retries={"max_attempts": 1}),
            **arguments,
        )
        self._clients.append(client)
        return client

    def reset(self) -> None:
        """Empty it."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        connection.request("POST", "/moto-api/reset")
        with closing(connection), connection.getresponse() as response:
            assert response.status == http.HTTPStatus.OK

    def close(self) -> None:
        """Close its clients."""
        for client in self._clients:
            client.close()


@pytest.fixture(scope="session")
def moto_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MotoServer]:
    """The server of this test session."""
    log = tmp_path_factory.mktemp("moto") / "server.log"
    with Server(log) as server, closing(MotoServer(server)) as moto:
        yield moto
