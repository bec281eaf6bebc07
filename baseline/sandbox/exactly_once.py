"""Requests reach moto one at a time and whole, and a repeated one gets the answer of the first.

Moto's models are plain dictionaries, so two requests at once can trip over each other. When a
connection breaks, an AWS SDK repeats its request; where the first was carried out all the same, the
repetition of a creation would meet a conflict with itself. SDKs mark both with one invocation id.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

INVOCATION = "HTTP_AMZ_SDK_INVOCATION_ID"
REMEMBERED = 1024
LARGEST_BYTES = 65536
"""Answers that are longer are not remembered: creations have short ones."""

_Answer = tuple[str, list[tuple[str, str]], bytes]


class ExactlyOnce:
    """A WSGI application in front of another, as the module says."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, _Answer] = OrderedDict()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request once those before it are answered."""
        _read_whole(environ)
        invocation = environ.get(INVOCATION, "")
        with self._lock:
            answer = self._answers.get(invocation)
            if answer is None:
                answer = self._ask(environ)
                self._remember(invocation, answer)
        status, headers, body = answer
        start_response(status, headers)
        return [body]

    def _ask(self, environ: "WSGIEnvironment") -> _Answer:
        started: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            started[:] = [status, headers]
            return None

        answered = self._application(environ, start)
        try:
            body = b"".join(answered)
        finally:
            close = getattr(answered, "close", None)
            if close is not None:
                close()
        return started[0], started[1], body

    def _remember(self, invocation: str, answer: _Answer) -> None:
        status, _, body = answer
        if invocation and status.startswith("2") and len(body) <= LARGEST_BYTES:
            self._answers[invocation] = answer
            if len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)


def _read_whole(environ: "WSGIEnvironment") -> None:
    """Take the body off the connection: one that closes with unread input is reset."""
    length = environ.get("CONTENT_LENGTH")
    if length and length.isdigit():
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))
