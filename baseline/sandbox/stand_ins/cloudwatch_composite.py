"""Composite alarms; their rules are not evaluated."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Record


def _put(backend: Any, given: Record) -> Record:
    # moto stores and returns alarms with a rule; it has no operation that creates one.
    backend.put_metric_alarm(
        name=given["AlarmName"],
        rule=given["AlarmRule"],
        description=given.get("AlarmDescription"),
        alarm_actions=given.get("AlarmActions", []),
        ok_actions=given.get("OKActions"),
        insufficient_data_actions=given.get("InsufficientDataActions"),
        actions_enabled=given.get("ActionsEnabled", True),
        tags=given.get("Tags"),
        namespace="",
        metric_name="",
        comparison_operator="",
        evaluation_periods=0,
        period=0,
        threshold=0,
        statistic="",
        dimensions=[],
    )
    return {}


STAND_IN = stand_in(
    name="CloudWatch composite alarms",
    gap="moto returns composite alarms and cannot create them",
    service="cloudwatch",
    handlers={"PutCompositeAlarm": _put},
)
