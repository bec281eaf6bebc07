"""Alarms over the path itself: a lost alert is an alert, and takes another way.

The topic of the alarms has a key of its own, so that what breaks the path (a key that is disabled
or whose policy is wrong) does not break the news of it.
Sources: Amazon SNS developer guide, Amazon SQS developer guide, AWS Step Functions developer guide
and Amazon EventBridge user guide: CloudWatch metrics.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.incident.dead_letters import queue_name
from soc2_baseline.components.incident.forwarding import HEARTBEAT_MINUTES
from soc2_baseline.components.incident.topics import topic_name
from soc2_baseline.core.incident.names import HEARTBEAT, SOURCE

MINUTE = 60
SILENT_PERIODS = 3
"""Heartbeats in a row that have to be missing before somebody is notified."""


@dataclass(frozen=True)
class _Watched:
    name: str
    description: str
    namespace: str
    metric: str
    dimensions: Mapping[str, str]


def watch(
    host: BaselineComponent,
    words: Sequence[str],
    watch_word: str,
    machine_arn: str,
    watch_topic: pulumi.Input[str],
    critical_topic: pulumi.Input[str],
) -> list[aws.cloudwatch.MetricAlarm]:
    """Make alarms on what is lost between the bus and a person."""
    alarms = [
        _alarm(host, watched, watch_topic)
        for watched in (_queue(host), *(_topic(host, word) for word in words))
    ]
    alarms += [_alarm(host, watched, watch_topic) for watched in _escalation(machine_arn)]
    # Who watches the watchers: the ordinary way, which is fine as long as only this one is not.
    alarms.append(_alarm(host, _topic(host, watch_word), critical_topic))
    return alarms


def heartbeats(
    host: BaselineComponent,
    regions: Sequence[str],
    bus: aws.cloudwatch.EventBus,
    watch_topic: pulumi.Input[str],
) -> list[aws.cloudwatch.MetricAlarm]:
    """Make an alarm for each region, which sounds when its heartbeat is missing."""
    return [_heartbeat(host, region, bus, watch_topic) for region in regions]


def _queue(host: BaselineComponent) -> _Watched:
    return _Watched(
        "dead-letters",
        "Alerts could not be delivered and wait in the dead-letter queue",
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        {"QueueName": queue_name(host)},
    )


def _topic(host: BaselineComponent, word: str) -> _Watched:
    return _Watched(
        f"{word}-not-delivered",
        f"A subscriber of the topic for {word} was not reached",
        "AWS/SNS",
        "NumberOfNotificationsFailed",
        {"TopicName": topic_name(host, word)},
    )


def _escalation(machine_arn: str) -> list[_Watched]:
    return [
        _Watched(
            f"escalation-{word}",
            f"The escalation of an incident {told}",
            "AWS/States",
            metric,
            {"StateMachineArn": machine_arn},
        )
        for word, told, metric in (
            ("failed", "failed", "ExecutionsFailed"),
            ("aborted", "was stopped by somebody", "ExecutionsAborted"),
            ("timed-out", "took too long", "ExecutionsTimedOut"),
        )
    ]


def _alarm(
    host: BaselineComponent, watched: _Watched, topic_arn: pulumi.Input[str]
) -> aws.cloudwatch.MetricAlarm:
    return aws.cloudwatch.MetricAlarm(
        f"{host.name}-{watched.name}",
        name=host.physical_name(f"incidents-{watched.name}"),
        alarm_description=watched.description,
        namespace=watched.namespace,
        metric_name=watched.metric,
        dimensions=dict(watched.dimensions),
        statistic="Maximum" if watched.namespace == "AWS/SQS" else "Sum",
        period=MINUTE,
        evaluation_periods=1,
        comparison_operator="GreaterThanOrEqualToThreshold",
        threshold=1,
        treat_missing_data="notBreaching",
        actions_enabled=True,
        alarm_actions=[topic_arn],
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )


def _heartbeat(
    host: BaselineComponent,
    region: str,
    bus: aws.cloudwatch.EventBus,
    topic_arn: pulumi.Input[str],
) -> aws.cloudwatch.MetricAlarm:
    resource_name = f"{host.name}-heard-{region}"
    name = host.physical_name(f"incidents-heard-{region}")
    pattern = {"source": [SOURCE], "detail-type": [HEARTBEAT], "detail": {"region": [region]}}
    rule = aws.cloudwatch.EventRule(
        resource_name,
        name=name,
        description=f"Hears that incidents of {region} would arrive",
        event_bus_name=bus.name,
        event_pattern=pulumi.Output.json_dumps(pattern),
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
    return aws.cloudwatch.MetricAlarm(
        resource_name,
        name=name,
        alarm_description=f"Incidents of {region} do not reach the incident bus",
        namespace="AWS/Events",
        metric_name="MatchedEvents",
        dimensions={"EventBusName": bus.name, "RuleName": rule.name},
        statistic="Sum",
        period=HEARTBEAT_MINUTES * MINUTE,
        evaluation_periods=SILENT_PERIODS,
        comparison_operator="LessThanThreshold",
        threshold=1,
        treat_missing_data="breaching",
        actions_enabled=True,
        alarm_actions=[topic_arn],
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
