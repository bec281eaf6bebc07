"""The server's answers: operation, stand-in or moto, and HTTP status.

``GET /sandbox-api/served`` returns them as JSON, ``DELETE`` forgets them. With ``?follow=FILE``
each answer also carries the size that this file had then: by that `measure` finds the resource of
a deployment, whose events go to the file, that a request was for.
"""

import json
from http import HTTPStatus
from pathlib import Path
from typing import TypedDict

from werkzeug.wrappers import Request, Response

PATH = "/sandbox-api/served"
LONGEST = 100_000
"""Answers that are kept; a kept server would else grow without end."""


class Answer(TypedDict):
    """One answer.

    Attributes:
        operation: ``service:Operation``, named as botocore does.
        status: the HTTP status.
        stood_in: the stand-in that answered; empty if moto did.
        position: the size that the followed file had.
    """

    operation: str
    status: int
    stood_in: str
    position: int


class Served:
    """The answers so far."""

    def __init__(self) -> None:
        self._answers: list[Answer] = []
        self._followed: Path | None = None

    def add(self, service: str, operation: str, *, status: int, stood_in: str) -> None:
        """Note an answer."""
        position = 0
        if self._followed and self._followed.exists():
            position = self._followed.stat().st_size
        if len(self._answers) < LONGEST:
            self._answers.append(
                {
                    "operation": f"{service}:{operation}",
                    "status": status,
                    "stood_in": stood_in,
                    "position": position,
                }
            )

    def answer(self, request: Request) -> Response:
        """Return them, or forget them."""
        if request.method == "DELETE":
            followed = request.args.get("follow")
            self._answers, self._followed = [], Path(followed) if followed else None
            return Response(status=HTTPStatus.NO_CONTENT)
        return Response(json.dumps(self._answers), content_type="application/json")
