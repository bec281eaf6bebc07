"""Receivers of a drill: an HTTPS endpoint on this machine, or a queue.

Sources: Amazon SNS developer guide, parsing messages of HTTP/S endpoints (message types,
confirmation) and fanout to Amazon SQS queues.
"""

import json
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from soc2_baseline.baseline.incident.records import client, now, reading
from soc2_baseline.core.errors import ConfigError, EnvironmentLacks

_AWS = (".amazonaws.com", ".amazonaws.com.cn")
LARGEST_BYTES = 1 << 20
"""More than any message of Amazon SNS has."""


class Receiver(Protocol):
    """Something that messages arrive at."""

    def arrived(self, word: str) -> str | None:
        """Return the time of arrival of a message with this word, as a text of ISO 8601."""


class Nowhere:
    """No receiver: only the record is looked at."""

    def arrived(self, word: str) -> str | None:
        """Return None: nothing arrives."""
        return None


class QueueReceiver:
    """A queue that is subscribed to the topic; what it holds is left there for its owner."""

    def __init__(self, url: str, region: str | None) -> None:
        if not urlsplit(url).scheme.startswith("http"):
            raise ConfigError(f"--queue {url!r}; accepted is the URL of a queue")
        self._url = url
        self._sqs = client("sqs", region)

    def arrived(self, word: str) -> str | None:
        """Look once; messages become visible again at once."""
        with reading(f"queue {self._url}"):
            answer = self._sqs.receive_message(
                QueueUrl=self._url, MaxNumberOfMessages=10, VisibilityTimeout=0
            )
        found = any(word in message["Body"] for message in answer.get("Messages", ()))
        return now() if found else None


class EndpointReceiver:
    """An HTTPS endpoint that confirms subscriptions and remembers what it got."""

    def __init__(self) -> None:
        self._messages: list[tuple[str, str]] = []
        self._lock = threading.Lock()

    def take(self, body: str) -> None:
        """Take what was posted."""
        with self._lock:
            self._messages.append((now(), body))
        _confirm(body)

    def arrived(self, word: str) -> str | None:
        """Return the time at which the first message with this word came."""
        with self._lock:
            return next((at for at, body in self._messages if word in body), None)


def _confirm(body: str) -> None:
    try:
        message = json.loads(body)
    except ValueError:
        return
    if not isinstance(message, dict) or message.get("Type") != "SubscriptionConfirmation":
        return
    url = urlsplit(str(message.get("SubscribeURL")))
    # Whoever knows the address can post here: only Amazon SNS is asked back.
    if url.scheme == "https" and str(url.hostname).endswith(
        (".amazonaws.com", ".amazonaws.com.cn")
    ):
        urllib.request.urlopen(url.geturl(), timeout=10).close()  # noqa: S310


@contextmanager
def listening(address: str, certificate: Path, private_key: Path) -> Iterator[EndpointReceiver]:
    """Serve an endpoint at ``host:port`` for as long as the block runs.

    Raises:
        ConfigError: the address or the certificate cannot be used.
        EnvironmentLacks: the port is taken.
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise ConfigError(f"--listen {address!r}; accepted is <host>:<port>")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, private_key)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"--certificate {str(certificate)!r}, --private-key {str(private_key)!r}: {error};"
            " accepted are files in PEM"
        ) from error
    receiver = EndpointReceiver()
    try:
        server = ThreadingHTTPServer((host, int(port)), _handler(receiver))
    except OSError as error:
        raise EnvironmentLacks(f"--listen {address}: {error.strerror}; give another one") from error
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


def _handler(receiver: EndpointReceiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not length.isdigit() or int(length) > LARGEST_BYTES:
                self.send_error(413)
                return
            receiver.take(self.rfile.read(int(length)).decode("utf-8", "replace"))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Print nothing: the drill's own progress is enough."""

    return Handler
