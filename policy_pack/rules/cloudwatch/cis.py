"""Alarms on CloudTrail's log group that the CIS benchmark requires.

A filter counts by the events that it matches, not by its text: see ``filter_patterns``. The events
are listed in ``knowledge/cis_alarms.toml``.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    at,
    items,
    known,
    shown,
    sure,
    table,
)
from soc2_baseline.policy_pack.rules.backup.selections import all_of, any_of
from soc2_baseline.policy_pack.rules.cloudwatch.filter_patterns import Event, matches
from soc2_baseline.policy_pack.rules.detection.account import STACK, unless

FILTER, ALARM = "cloudwatch.LogMetricFilter", "cloudwatch.MetricAlarm"
KEYS = (
    "root-usage",
    "unauthorized-calls",
    "sign-in-without-mfa",
    "iam-changes",
    "trail-changes",
    "sign-in-failures",
    "key-removal",
    "bucket-policy-changes",
    "config-changes",
    "security-group-changes",
    "network-acl-changes",
    "gateway-changes",
    "route-changes",
    "vpc-changes",
)


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    facts = table("cis_alarms").facts
    watched = frozenset(_watched(graph.of(ALARM)))
    alarmed = [(one, _alarmed(one, graph, watched)) for one in graph.of(FILTER)]
    for key in KEYS:
        answers = [
            all_of((has_alarm, sure(_covers, one, key)))
            for one, has_alarm in alarmed
            if has_alarm is not False
        ]
        sentence = f"no metric filter with an alarm detects {facts['alarms'][key]['title']}"
        yield from unless([any_of(answers)], key, sentence, FILTER, graph, context)


def _covers(metric_filter: Resource, key: str) -> bool:
    pattern = known(metric_filter.at("pattern"))
    if not isinstance(pattern, str):
        return False
    return all(matches(pattern, event) for event in wanted(key)) and not matches(
        pattern, harmless()
    )


@cache
def wanted(key: str) -> tuple[Event, ...]:
    """Return the events that a filter for this alarm has to match."""
    facts = table("cis_alarms").facts
    alarm = facts["alarms"][key]
    named = [{"eventSource": alarm["source"], "eventName": name} for name in alarm.get("names", ())]
    return tuple({**facts["common"], **event} for event in (*named, *alarm.get("events", ())))


@cache
def harmless() -> Event:
    """Return an everyday event; a filter that matches it too is useless."""
    facts = table("cis_alarms").facts
    return {**facts["common"], **facts["harmless"]}


def _alarmed(
    metric_filter: Resource, graph: StackGraph, watched: frozenset[tuple[Any, Any]]
) -> bool | None:
    """Return whether an alarm watches the metric of the filter."""
    if any(
        graph.satellites(metric_filter, prop, ALARM) for prop in ("metricName", "metricQueries")
    ):
        return True
    metric = shown(metric_filter, "metricTransformation")
    if metric is UNKNOWN:
        return None
    name = (at(metric, "namespace"), at(metric, "name"))
    if any(part is UNKNOWN for part in name):
        return None
    if not all(isinstance(part, str) for part in name):
        return False
    return True if name in watched else None if (None, None) in watched else False


def _watched(alarms: Iterable[Resource]) -> Iterator[tuple[Any, Any]]:
    """Yield namespace and name of each metric with an alarm; (None, None) if unknown."""
    for alarm in alarms:
        queries = alarm.at("metricQueries")
        metrics = [] if queries is UNKNOWN else [at(query, "metric") for query in items(queries)]
        for metric in (
            {"namespace": alarm.at("namespace"), "metricName": alarm.at("metricName")},
            *metrics,
        ):
            name = (at(metric, "namespace"), at(metric, "metricName"))
            if all(isinstance(part, str) for part in name):
                yield name
            elif any(part is UNKNOWN for part in name) and not alarm.edges.get("metricName"):
                yield None, None
        if queries is UNKNOWN and not alarm.edges.get("metricQueries"):
            yield None, None


RULES = (
    StackRule(
        id="cis-alarm-set",
        types=(STACK,),
        criteria=("CC7.2", "CC7.3"),
        severity=Severity.MEDIUM,
        summary="An alarm exists for each kind of event that the CIS benchmark names.",
        fix="Add a cloudwatch.LogMetricFilter whose pattern matches these events on the trail's "
        "log group, and a MetricAlarm on its metric.",
        keys=dict.fromkeys(KEYS, "pattern"),
        reference="CIS AWS Foundations Benchmark v3.0.0, section 4; Security Hub CloudWatch.1 to "
        "CloudWatch.14",
        why="Without alarms, the first signs of a takeover, such as use of the root user or a "
        "stopped trail, are noticed weeks later or never.",
        needs="owns_account",
        judge=_judge,
    ),
)
