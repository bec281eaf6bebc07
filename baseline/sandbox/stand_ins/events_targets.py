"""Delivery of events to topics, state machines and other buses, as in EventBridge."""

import copy
import json
import re
import uuid
from typing import Any

from moto.core.config import default_user_config
from moto.core.utils import (
    iso_8601_datetime_without_milliseconds,
    unix_time,
    utcfromtimestamp,
)
from moto.events.models import Rule, events_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends
from moto.stepfunctions.responses import get_backend
from moto.utilities.arns import parse_arn

from soc2_baseline.baseline.sandbox.contract import StandIn

NOWHERE = "arn:aws:sqs::::"
WHOLE = "aws.events.event.json"
_VARIABLE = re.compile(r"<([\w.-]+)>")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def transformed(target: dict[str, Any], event: dict[str, Any]) -> str:
    """Return the text that a target receives: the event, or its transformation."""
    transformer = target.get("InputTransformer")
    if not transformer:
        return json.dumps(event)
    paths = transformer.get("InputPathsMap") or {}
    values = {name: value_at(event, path) for name, path in paths.items()}
    template: str = transformer["InputTemplate"]

    def fill(match: re.Match[str]) -> str:
        if match[1] == WHOLE:
            return json.dumps(event)
        # As in EventBridge nothing is escaped, and missing values are left out.
        value = values.get(match[1], "")
        return value if isinstance(value, str) else json.dumps(value)

    return _VARIABLE.sub(fill, template)


def value_at(event: Any, path: str) -> Any:
    """Return the value at a path such as ``$.detail.findings[0].Title``, or an empty text."""
    for name, index in _STEP.findall(path.removeprefix("$")):
        try:
            event = event[int(index)] if index else event[name]
        except (KeyError, IndexError, TypeError):
            return ""
    return event


def _at_ours(target: dict[str, Any]) -> bool:
    arn = parse_arn(target["Arn"])
    return arn.service in ("sns", "states") or arn.resource_type == "event-bus"


def _readable(event: dict[str, Any]) -> dict[str, Any]:
    """Return the event as EventBridge has it; moto keeps its time as a number."""
    moment = event["time"]
    if isinstance(moment, (int, float)):
        moment = iso_8601_datetime_without_milliseconds(utcfromtimestamp(int(moment)))
    kept = {key: value for key, value in event.items() if key != "ingestion-time"}
    return {**kept, "time": moment}


def _deliver(target: dict[str, Any], event: dict[str, Any]) -> None:
    arn = parse_arn(target["Arn"])
    if arn.resource_type == "event-bus":
        _forward(arn, event)
        return
    text = transformed(target, _readable(event))
    json.loads(text)
    if arn.service == "sns":
        sns_backends[arn.account][arn.region].publish(text, arn=target["Arn"])
    else:
        backend: Any = get_backend(arn.account, arn.region)
        backend.start_execution(target["Arn"], str(uuid.uuid4()), text)


def _forward(arn: Any, event: dict[str, Any]) -> None:
    """Send an event to all rules of a bus; its account, region and time stay."""
    bus = events_backends[arn.account][arn.region].describe_event_bus(arn.resource_id)
    for rule in list(bus.rules.values()):
        sent: Any = {**event, "ingestion-time": unix_time()}
        rule.send_to_targets(sent)


def _attempt(target: dict[str, Any], event: dict[str, Any]) -> None:
    """Deliver an event, or send it to the dead-letter queue if that fails."""
    try:
        _deliver(target, event)
    except Exception:
        queue = parse_arn((target.get("DeadLetterConfig") or {}).get("Arn") or NOWHERE)
        if queue.resource_id:
            sqs_backends[queue.account][queue.region].send_message(
                queue.resource_id, json.dumps(_readable(event))
            )


def _apply() -> None:
    # Without it moto keeps state machines and runs none.
    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    known_to_moto = Rule.send_to_targets

    def send(self: Rule, original_event: Any, transform_input: bool = True) -> None:
        others = copy.copy(self)
        others.targets = [target for target in self.targets if not _at_ours(target)]
        known_to_moto(others, original_event, transform_input)
        if self.state != "DISABLED" and self.event_pattern.matches_event(original_event):
            for target in self.targets:
                if _at_ours(target):
                    _attempt(target, dict(original_event))

    setattr(Rule, "send_to_targets", send)  # noqa: B010


STAND_IN = StandIn(
    name="EventBridge targets",
    gap="moto delivers no events to topics and state machines, and alters those for other buses",
    service="events",
    operations=("PutEvents",),
    apply=_apply,
)
