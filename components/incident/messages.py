"""Notification texts, in one form for e-mail, paging tools and chat.

The form is that of custom notifications of Amazon Q Developer in chat applications, which drops
all other messages except for events of AWS. EventBridge does not escape the values of variables,
so the state machine gets the whole event instead of these texts: an odd title cannot stop both.
Sources: Amazon Q Developer in chat applications, administrator guide, custom notifications; Amazon
EventBridge user guide, input transformation (predefined variables, common issues).
"""

import json
from typing import Any

from soc2_baseline.components.incident.kinds import Kind
from soc2_baseline.components.incident.severity import Severity

EVENT = "<aws.events.event.json>"
"""EventBridge's variable for the whole event, in place of a JSON value."""

PATHS = {
    "incident": "$.id",
    "account": "$.account",
    "region": "$.region",
    "time": "$.time",
}
"""Variables of every message, in addition to those of its kind."""


def message(kind: Kind, severity: Severity, runbook: str) -> str:
    """Render the template of a topic's notification."""
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
    """Render the template of the escalation's input."""
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
    """Build a custom notification."""
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
