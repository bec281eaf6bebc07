"""An alarm for each kind of event that the CIS benchmark names."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.detection.cis_patterns import CisAlarm, cis_alarms
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed

NAMESPACE = "CISBenchmark"
PERIOD_SECONDS = 300
TAKEOVER = ("root-usage", "trail-changes", "config-changes", "key-removal", "sign-in-without-mfa")
"""The first steps of an intruder: any of them sounds the composite alarm too."""

_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
_COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"


class MetricAlarmsArgs(TypedDict):
    """Arguments of :class:`MetricAlarms`."""

    environment: EnvironmentArgs
    """The home region, with the trail's log group."""
    log_group_name: pulumi.Input[str]
    """Name of the log group of a multi-region trail: ``AuditTrail.log_group_name``."""
    topic_arn: pulumi.Input[str]
    """ARN of the topic that every alarm notifies, in the home region."""
    critical_topic_arn: NotRequired[pulumi.Input[str]]
    """ARN of the topic that the composite alarm notifies; ``topic_arn`` by default."""


@dataclass(frozen=True)
class MetricAlarmsPlan:
    """The checked arguments of MetricAlarms."""

    environment: Environment
    alarms: tuple[CisAlarm, ...]


def resolve(args: MetricAlarmsArgs) -> MetricAlarmsPlan:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    _, environment, _ = placed(args, MetricAlarmsArgs, "MetricAlarms")
    return MetricAlarmsPlan(environment, tuple(cis_alarms()))


class MetricAlarms(BaselineComponent, area="detection"):
    """Alarms on the events of a trail (CC6.1, CC7.2, CC7.3, CC7.4).

    Provisions for each kind of event of section 4 of the CIS benchmark a metric filter on the
    trail's log group and an alarm ``<tenant>-cis-<kind>`` that notifies the topic within five
    minutes of the first such event: use of the root user, calls without permission, sign-ins that
    fail or lack MFA, changes of IAM policies, trails, AWS Config, keys, bucket policies, networks
    and the organization. A composite alarm sounds where an intruder may be at work: the root user
    is used, somebody signs in without MFA, or trails, recording or keys are switched off. No events
    raise no alarm. Sign-ins through a federation are not taken for sign-ins without MFA.

    Costs:
        One metric and one alarm for each kind of event, and a composite alarm.

    Leaves out:
        The topic and who reads it: see IncidentRouting. Security Hub's controls CloudWatch.1 to
        CloudWatch.14, of standards that are not subscribed to here, ask for patterns to the letter.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    alarm_arns: dict[str, pulumi.Output[str]]
    """ARNs of the alarms by kind of event."""

    def __init__(
        self, name: str, args: MetricAlarmsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        alarms = (
            {alarm.key: self._alarm(alarm, args) for alarm in plan.alarms}
            if self.offers(_FILTER)
            else {}
        )
        if alarms and self.offers(_COMPOSITE):
            self._compose(alarms, args.get("critical_topic_arn", args["topic_arn"]))
        self.alarm_arns = {key: alarm.arn for key, alarm in alarms.items()}
        self.finish({"alarmArns": self.alarm_arns})

    def _alarm(self, alarm: CisAlarm, args: MetricAlarmsArgs) -> aws.cloudwatch.MetricAlarm:
        region = self.environment.region
        name = self.physical_name(f"cis-{alarm.key}")
        counted = aws.cloudwatch.LogMetricFilter(
            f"{self.name}-{alarm.key}",
            name=name,
            log_group_name=args["log_group_name"],
            pattern=alarm.pattern,
            metric_transformation=aws.cloudwatch.LogMetricFilterMetricTransformationArgs(
                name=alarm.key, namespace=NAMESPACE, value="1"
            ),
            region=region,
            opts=self.child(delete_before_replace=True),
        )
        return aws.cloudwatch.MetricAlarm(
            f"{self.name}-{alarm.key}",
            name=name,
            alarm_description=f"CloudTrail recorded {alarm.title} ({alarm.control})",
            namespace=NAMESPACE,
            metric_name=alarm.key,
            statistic="Sum",
            period=PERIOD_SECONDS,
            evaluation_periods=1,
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=1,
            treat_missing_data="notBreaching",
            alarm_actions=[args["topic_arn"]],
            region=region,
            tags=self.tags,
            opts=self.child(depends_on=[counted], delete_before_replace=True),
        )

    def _compose(
        self, alarms: dict[str, aws.cloudwatch.MetricAlarm], topic_arn: pulumi.Input[str]
    ) -> None:
        signs = [alarms[key] for key in TAKEOVER]
        aws.cloudwatch.CompositeAlarm(
            f"{self.name}-takeover",
            alarm_name=self.physical_name("cis-takeover"),
            alarm_description="Somebody may be taking the account over: see the alarms below",
            alarm_rule=" OR ".join(
                f'ALARM("{self.physical_name(f"cis-{key}")}")' for key in TAKEOVER
            ),
            alarm_actions=[topic_arn],
            region=self.environment.region,
            tags=self.tags,
            opts=self.child(depends_on=signs, delete_before_replace=True),
        )
