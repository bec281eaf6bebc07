"""Actions of alarms.

A rule over the stack: a child of a composite alarm, and an alarm that a deployment, a scaling group
or a health check reads, has a purpose without an action of its own.
"""

import re
from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    guarded,
    is_true,
    items,
    known,
    shown,
)

ALARM, COMPOSITE = "cloudwatch.MetricAlarm", "cloudwatch.CompositeAlarm"
_NO_READERS = (
    "aws:cloudwatch/dashboard:Dashboard",
    "aws:cloudwatch/alarmMuteRule:AlarmMuteRule",
)
"""Types that refer to alarms without acting when one goes off."""

_OF_RULE = re.compile(r"(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*[\"']?([^\"')]+)", re.IGNORECASE)


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    alarms = graph.of(ALARM, COMPOSITE)
    if not alarms:
        return
    readers = (r for r in graph if r.type not in _NO_READERS)
    read = frozenset(urn for r in readers for urns in r.edges.values() for urn in urns)
    named = frozenset(_named(graph))
    for alarm in alarms:
        yield from guarded(_judge_alarm, alarm, "action", read, named)


def _named(graph: StackGraph) -> Iterator[str]:
    """Yield names of alarms that the rule or the suppressor of a composite alarm reads."""
    for composite in graph.of(COMPOSITE):
        rule = composite.at("alarmRule")
        if isinstance(rule, str):
            yield from (name.strip().rpartition(":")[2] for name in _OF_RULE.findall(rule))
        suppressor = composite.at("actionsSuppressor", "alarm")
        if isinstance(suppressor, str):
            yield suppressor.rpartition(":")[2]


def _judge_alarm(alarm: Resource, read: frozenset[str], named: frozenset[str]) -> Iterator[Finding]:
    names = [name for name in (alarm.at("name"), alarm.at("alarmName")) if isinstance(name, str)]
    if alarm.urn in read or named.intersection(names):
        return
    enabled = alarm.at("actionsEnabled")
    if enabled is not UNKNOWN and enabled is not None and not is_true(enabled):
        yield Finding("enabled", "the alarm's actions are disabled", urn=alarm.urn)
    if not alarm.edges.get("alarmActions") and not items(shown(alarm, "alarmActions")):
        yield Finding("action", "the alarm has no action, so nobody is notified", urn=alarm.urn)
    known(enabled)


RULES = (
    StackRule(
        id="alarm-actions",
        types=(ALARM, COMPOSITE),
        criteria=("CC7.2", "CC7.4"),
        severity=Severity.MEDIUM,
        summary="Alarms have an action, or another resource of the stack uses their state.",
        fix="Set alarm_actions to the ARN of an SNS topic that notifies people, and keep "
        "actions_enabled=True.",
        keys={"enabled": "actions_enabled", "action": "alarm_actions"},
        reference="Amazon CloudWatch user guide: alarm actions, composite alarms; "
        "Security Hub CloudWatch.15, CloudWatch.17; checkov CKV_AWS_319",
        why="An alarm without an action changes state on a page that nobody has open.",
        remedies={"enabled": ("actionsEnabled", True)},
        judge=_judge,
    ),
)
