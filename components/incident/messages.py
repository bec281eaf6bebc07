"""Messages for people: one text that e-mail, paging tools and chat all show.

The text has the form of custom notifications of Amazon Q Developer in chat applications, which
drops any other that is not an event of AWS. EventBridge does not escape what it fills in, so the
state machine gets the event whole and not these texts: one odd title cannot stop both.
Sources: Amazon Q Developer in chat applications, administrator guide, custom notifications; Amazon
EventBridge user guide, input transformation (predefined variables, common issues).
"""

import json
from typing import Any

from soc2_baseline.components.incident.kinds import Kind
from soc2_baseline.components.incident.severity import Severity

EVENT = "<aws.events.event.json>"
"""Stands for the whole event, where a value of JSON is expected."""

PATHS = {
    "incident": "$.id",
    "account": "$.account",
    "region": "$.region",
    "time": "$.time",
}
"""Variables of every message; the others are the kind's."""


def message(kind: Kind, severity: Severity, runbook: str) -> str:
    """Return the input template of a topic."""
    steps = [
        "Acknowledge: baseline incident acknowledge <incident>",
        f"Runbook: AWS Systems Manager document {runbook}",
    ]
    return json.dumps(
        notification(
            "<incident>",
            f"{severity.value.upper()}: {kind.title}: {kind.summary}",
            "Account <account>, region <region>, at <time>. Incident <incident>.",
            steps,
            [severity.value, kind.id],
        )
    )


def start_input(kind: Kind, severity: Severity, runbook: str, wait_seconds: int) -> str:
    """Return the input template of the escalation."""
    known = {
        "kind": kind.id,
        "title": kind.title,
        "severity": severity.value,
        "runbook": runbook,
        "wait": wait_seconds,
    }
    return f'{json.dumps(known)[:-1]}, "event": {EVENT}}}'


def notification(
    thread: str, title: str, description: str, steps: list[str], keywords: list[str]
) -> dict[str, Any]:
    """Return a custom notification for chat."""
    return {
        "version": "1.0",
        "source": "custom",
        "id": thread,
        "content": {
            "textType": "client-markdown",
            "title": title,
            "description": description,
            "nextSteps": steps,
            "keywords": keywords,
        },
        "metadata": {"threadId": thread, "summary": title},
    }
