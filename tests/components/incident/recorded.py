"""IncidentRouting under the recorder, and what the tests of this folder look for in it."""

import json
from typing import Any

from soc2_baseline.components.incident.plan import IncidentRoutingArgs
from soc2_baseline.components.incident.routing import IncidentRouting
from tests.components.incident.arguments import ARGS
from tests.support.recorder import Recording, record

HOME, OTHER = "eu-central-1", "us-east-1"


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: IncidentRoutingArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: IncidentRouting("incidents", args), preview=preview)


def targets(recording: Recording, rule: str) -> list[dict[str, Any]]:
    return [t.inputs for t in recording.of("cloudwatch.EventTarget") if t.inputs["rule"] == rule]


def topic_arn(recording: Recording, word: str) -> str:
    """What the recorder made up for a topic, which others refer to."""
    arn: str = recording.one("sns.TopicPolicy", f"incidents-{word}").inputs["arn"]
    return arn


def policy(recording: Recording, short: str, name: str) -> dict[str, dict[str, Any]]:
    text = recording.one(short, name).inputs["policy"]
    return {s["Sid"]: s for s in json.loads(text)["Statement"]}
