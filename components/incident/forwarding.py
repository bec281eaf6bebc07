"""From the default bus of every region to the one incident bus in the home region.

Whatever has to be filtered by its contents is filtered here as well, so that only incidents cross
regions. A heartbeat takes the same way: its absence shows that a region's findings would be lost.
Sources: Amazon EventBridge user guide, sending events between Regions, using dead-letter queues (a
rule's queue is in the rule's region); EventBridge Scheduler user guide, templated targets.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.incident.dead_letters import Queue
from soc2_baseline.components.incident.kinds import API_CALL, SIGN_IN, Kind, Pattern
from soc2_baseline.core.incident.names import DRILL, HEARTBEAT, SOURCE

RoleWithPolicy = tuple[aws.iam.Role, aws.iam.RolePolicy]

HEARTBEAT_MINUTES = 5
FROM_CLOUDTRAIL = ("kms", "root", "break-glass")
FILTERED = (*FROM_CLOUDTRAIL, "config")


def forwarded(kinds: Sequence[Kind]) -> dict[str, Pattern]:
    """Return the pattern of each rule that forwards events from a region."""
    patterns = [p for kind in kinds if kind.id not in FILTERED for p in kind.patterns.values()]
    calls = [p for kind in kinds if kind.id in FROM_CLOUDTRAIL for p in kind.patterns.values()]
    (config,) = (kind for kind in kinds if kind.id == "config")
    (compliance,) = config.patterns.values()
    detail_types = {text for p in patterns for text in p.get("detail-type", ())}
    abuse = "AWS Health Abuse Event"
    return {
        "findings": {
            "source": sorted({source for p in patterns for source in p["source"]}),
            "detail-type": sorted({*detail_types, abuse, DRILL, HEARTBEAT}),
        },
        "config": compliance,
        "api-calls": {
            "detail-type": [API_CALL, SIGN_IN],
            "$or": [{"detail": p["detail"]} for p in calls],
        },
    }


def forward(
    host: BaselineComponent,
    queues: Mapping[str, Queue],
    patterns: Mapping[str, Pattern],
    bus_arn: pulumi.Input[str],
    sender: RoleWithPolicy,
    clock: RoleWithPolicy,
) -> None:
    """Make the rules and the heartbeat of every region that has a queue."""
    for region, queue in queues.items():
        for name, pattern in patterns.items():
            _forward(host, region, name, pattern, bus_arn, sender, queue)
        _heartbeat(host, region, clock)


def _forward(
    host: BaselineComponent,
    region: str,
    name: str,
    pattern: Pattern,
    bus_arn: pulumi.Input[str],
    sender: RoleWithPolicy,
    queue: Queue,
) -> None:
    resource_name = f"{host.name}-{name}-{region}"
    rule = aws.cloudwatch.EventRule(
        resource_name,
        name=host.physical_name(f"incidents-{name}"),
        description=f"Incidents of {region} on their way to the incident bus",
        event_pattern=pulumi.Output.json_dumps(pattern),
        region=region,
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
    aws.cloudwatch.EventTarget(
        resource_name,
        rule=rule.name,
        arn=bus_arn,
        target_id="incident-bus",
        role_arn=sender[0].arn,
        dead_letter_config=aws.cloudwatch.EventTargetDeadLetterConfigArgs(arn=queue.arn),
        region=region,
        opts=host.child(depends_on=[sender[1], *queue.ready]),
    )


def _heartbeat(host: BaselineComponent, region: str, clock: RoleWithPolicy) -> None:
    aws.scheduler.Schedule(
        f"{host.name}-heartbeat-{region}",
        name=host.physical_name("incidents-heartbeat"),
        description=f"Proves that incidents of {region} reach the incident bus",
        schedule_expression=f"rate({HEARTBEAT_MINUTES} minutes)",
        flexible_time_window=aws.scheduler.ScheduleFlexibleTimeWindowArgs(mode="OFF"),
        target=aws.scheduler.ScheduleTargetArgs(
            arn=host.environment.arn("events", "event-bus/default", region=region),
            role_arn=clock[0].arn,
            eventbridge_parameters=aws.scheduler.ScheduleTargetEventbridgeParametersArgs(
                detail_type=HEARTBEAT, source=SOURCE
            ),
            input=pulumi.Output.json_dumps(_beat(region)),
            # A late heartbeat proves nothing: the next one is soon enough.
            retry_policy=aws.scheduler.ScheduleTargetRetryPolicyArgs(
                maximum_event_age_in_seconds=60, maximum_retry_attempts=1
            ),
        ),
        region=region,
        opts=host.child(depends_on=[clock[1]], delete_before_replace=True),
    )


def _beat(region: str) -> dict[str, Any]:
    return {"region": region}
