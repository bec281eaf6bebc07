"""On the incident bus: a rule for each kind and severity, which notifies people and escalates.

Source: Amazon EventBridge user guide: targets (retry policy), input transformation, dead letters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.incident.kinds import Kind
from soc2_baseline.components.incident.messages import PATHS, message, start_input
from soc2_baseline.components.incident.severity import ESCALATED, Severity

OLDEST_SECONDS = 3600
"""An alert that could not be delivered for an hour is put aside, which is itself an alert."""


@dataclass(frozen=True)
class Targets:
    """The targets of incidents."""

    topics: Mapping[Severity, pulumi.Input[str]]
    escalation: pulumi.Input[str]
    response_plan: pulumi.Input[str] | None
    starter_role: pulumi.Input[str]
    ready: list[pulumi.Resource]
    queue_arn: str
    waits: Mapping[Severity, int]


def route(
    host: BaselineComponent, bus: aws.cloudwatch.EventBus, kinds: Sequence[Kind], targets: Targets
) -> None:
    """Make all rules and their targets."""
    for kind in kinds:
        for severity, pattern in kind.patterns.items():
            rule = aws.cloudwatch.EventRule(
                f"{host.name}-{kind.id}-{severity}",
                name=host.physical_name(f"incidents-{kind.id}-{severity}"),
                description=f"{kind.title}: {severity}",
                event_bus_name=bus.name,
                event_pattern=pulumi.Output.json_dumps(pattern),
                tags=host.tags,
                opts=host.child(delete_before_replace=True),
            )
            _tell(host, bus, rule, kind, severity, targets)
            if severity in ESCALATED:
                _escalate(host, bus, rule, kind, severity, targets)


def runbook_name(host: BaselineComponent, kind_id: str) -> str:
    """Return the name of the document about a kind."""
    return host.physical_name(f"incident-{kind_id}")


def _tell(
    host: BaselineComponent,
    bus: aws.cloudwatch.EventBus,
    rule: aws.cloudwatch.EventRule,
    kind: Kind,
    severity: Severity,
    targets: Targets,
) -> None:
    text = message(kind, severity, runbook_name(host, kind.id))
    _target(
        host,
        bus,
        rule,
        f"{kind.id}-{severity}-topic",
        targets,
        arn=targets.topics[severity],
        input_transformer=aws.cloudwatch.EventTargetInputTransformerArgs(
            input_paths={**PATHS, **kind.paths}, input_template=text
        ),
    )


def _escalate(
    host: BaselineComponent,
    bus: aws.cloudwatch.EventBus,
    rule: aws.cloudwatch.EventRule,
    kind: Kind,
    severity: Severity,
    targets: Targets,
) -> None:
    text = start_input(kind, severity, runbook_name(host, kind.id), targets.waits[severity])
    _target(
        host,
        bus,
        rule,
        f"{kind.id}-{severity}-escalation",
        targets,
        arn=targets.escalation,
        role_arn=targets.starter_role,
        input_transformer=aws.cloudwatch.EventTargetInputTransformerArgs(input_template=text),
    )
    if targets.response_plan is not None:
        _target(
            host,
            bus,
            rule,
            f"{kind.id}-{severity}-response-plan",
            targets,
            arn=targets.response_plan,
            role_arn=targets.starter_role,
        )


def _target(
    host: BaselineComponent,
    bus: aws.cloudwatch.EventBus,
    rule: aws.cloudwatch.EventRule,
    name: str,
    targets: Targets,
    *,
    arn: pulumi.Input[str],
    role_arn: pulumi.Input[str] | None = None,
    input_transformer: aws.cloudwatch.EventTargetInputTransformerArgs | None = None,
) -> None:
    aws.cloudwatch.EventTarget(
        f"{host.name}-{name}",
        event_bus_name=bus.name,
        rule=rule.name,
        target_id=name,
        arn=arn,
        role_arn=role_arn,
        input_transformer=input_transformer,
        retry_policy=aws.cloudwatch.EventTargetRetryPolicyArgs(
            maximum_event_age_in_seconds=OLDEST_SECONDS, maximum_retry_attempts=185
        ),
        dead_letter_config=aws.cloudwatch.EventTargetDeadLetterConfigArgs(arn=targets.queue_arn),
        opts=host.child(depends_on=targets.ready),
    )
