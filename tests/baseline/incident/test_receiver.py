import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from soc2_baseline.baseline.incident.receiver import EndpointReceiver, QueueReceiver, listening
from soc2_baseline.baseline.sandbox.process import free_port
from soc2_baseline.core.errors import ConfigError, EnvironmentLacks
from tests.baseline.incident.certificate import Certificate, self_signed


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return self_signed(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def receiver(certificate: Certificate, port: int) -> Iterator[EndpointReceiver]:
    with listening(
        f"localhost:{port}", certificate.certificate, certificate.private_key
    ) as endpoint:
        yield endpoint


def post(certificate: Certificate, port: int, body: bytes, **headers: str) -> int:
    context = ssl.create_default_context(cafile=str(certificate.certificate))
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
    )
    request = urllib.request.Request(f"https://localhost:{port}/", body, headers)
    with opener.open(request, timeout=10) as answer:
        return int(answer.status)


def test_remembers_when_a_word_first_came(
    certificate: Certificate, port: int, receiver: EndpointReceiver
) -> None:
    assert receiver.arrived("drill-1") is None
    body = json.dumps({"Type": "Notification", "Message": "DRILL drill-1"}).encode()
    assert post(certificate, port, body) == 200
    first = receiver.arrived("drill-1")
    assert first is not None
    assert post(certificate, port, body) == 200
    assert receiver.arrived("drill-1") == first
    assert receiver.arrived("drill-2") is None


def test_takes_no_more_than_a_message_has(
    certificate: Certificate, port: int, receiver: EndpointReceiver
) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        post(certificate, port, b"", **{"Content-Length": str(1 << 21)})
    with refused.value as answer:
        assert answer.code == 413


@pytest.mark.parametrize(
    "url", ["https://elsewhere.invalid/confirm", "http://sns.amazonaws.com/", "file:///etc/passwd"]
)
def test_confirms_to_nobody_but_sns(receiver: EndpointReceiver, url: str) -> None:
    # A request to any of these would raise.
    receiver.take(json.dumps({"Type": "SubscriptionConfirmation", "SubscribeURL": url}))
    assert receiver.arrived("SubscriptionConfirmation")


@pytest.mark.parametrize("body", ["", "[]", "no json", '{"Type": "Notification"}'])
def test_takes_anything(body: str) -> None:
    receiver = EndpointReceiver()
    receiver.take(body)
    assert receiver.arrived(body)


@pytest.mark.parametrize("address", ["", "localhost", ":8443", "localhost:https"])
def test_address_that_is_none(address: str, certificate: Certificate) -> None:
    with (
        pytest.raises(ConfigError, match="accepted is <host>:<port>"),
        listening(address, certificate.certificate, certificate.private_key),
    ):
        pass


def test_certificate_that_is_none(tmp_path: Path) -> None:
    missing = tmp_path / "missing.pem"
    with (
        pytest.raises(ConfigError, match="accepted are files in PEM"),
        listening("localhost:1", missing, missing),
    ):
        pass


def test_port_that_is_taken(
    certificate: Certificate, port: int, receiver: EndpointReceiver
) -> None:
    with (
        pytest.raises(EnvironmentLacks, match="give another one"),
        listening(f"localhost:{port}", certificate.certificate, certificate.private_key),
    ):
        pass


def test_queue_needs_a_url() -> None:
    with pytest.raises(ConfigError, match="accepted is the URL of a queue"):
        QueueReceiver("arn:aws:sqs:us-east-1:123456789012:q", "us-east-1")
