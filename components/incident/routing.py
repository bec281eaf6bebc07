"""Incident response: from what AWS finds, in any region, to a person who acts on it."""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.incident.chat import chat_channels
from soc2_baseline.components.incident.dead_letters import Queue, dead_letters
from soc2_baseline.components.incident.escalation import machine_arn, make_escalation
from soc2_baseline.components.incident.forwarding import forward, forwarded
from soc2_baseline.components.incident.kinds import Pattern, kinds
from soc2_baseline.components.incident.plan import IncidentRoutingArgs, IncidentRoutingPlan, resolve
from soc2_baseline.components.incident.roles import make_role, put_events, start
from soc2_baseline.components.incident.rules import Targets, route
from soc2_baseline.components.incident.runbooks import make_runbooks
from soc2_baseline.components.incident.severity import Severity
from soc2_baseline.components.incident.subscribers import Channel, SubscriberArgs
from soc2_baseline.components.incident.topics import (
    ALARMS,
    EVENTS,
    make_topic,
    subscribe,
    topic_arn,
)
from soc2_baseline.components.incident.watch import heartbeats, watch
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.components.storage.secure_table import SecureTable
from soc2_baseline.core.incident.names import HEARTBEAT, PATH
from soc2_baseline.core.vocabulary import DataClass

__all__ = [
    "KEY_USERS",
    "Channel",
    "IncidentRouting",
    "IncidentRoutingArgs",
    "Severity",
    "SubscriberArgs",
    "resolve",
]

KEY_USERS = (
    KeyUser.ALARMS,
    KeyUser.DYNAMODB,
    KeyUser.EVENTS,
    KeyUser.LOGS,
    KeyUser.LOG_DELIVERY,
    KeyUser.SNS,
    KeyUser.STATES,
)
"""Users that the key of ``key_arn`` has to have."""

MANAGER, WATCH = "escalated", "lost"
"""Words of the two topics that belong to no severity."""


class IncidentRouting(BaselineComponent, area="incident"):
    """One way from a finding to a person (CC2.2, CC2.3, CC7.2, CC7.3, CC7.4, CC7.5).

    Provisions in every region rules on the default bus, which send incidents of Amazon GuardDuty,
    AWS Security Hub, Amazon Inspector, IAM Access Analyzer, AWS Health, AWS Backup, AWS Config, AWS
    KMS (deletion, disabling), of the root user and of break-glass roles to one bus at home, with a
    dead-letter queue and a heartbeat. At home: the bus with its archive, a rule for each kind and
    severity, a topic for each severity with its subscribers (e-mail, HTTPS, Slack, Teams), the
    state machine that records critical and high incidents and notifies managers if nobody
    acknowledges them, the table of records, the runbooks, and alarms over all of it.
    By default: a critical incident goes to two different subscribers at least, and to the managers
    after 15 minutes, a high one after an hour (CC7.4); topics, bus, archive, records and executions
    are encrypted with the customer managed key (CC6.1); only EventBridge and CloudWatch publish;
    what cannot be delivered for an hour is put aside, and that, a subscriber who is not reached, an
    escalation that fails and a region that is silent for 15 minutes raise an alarm by a topic with
    a key of its own (CC7.2); events are archived for 400 days; runbooks ask for affected customers
    to be notified within 72 hours, and record it (CC2.3, CC7.5).

    Costs:
        One key a month; ten alarms, and one more for each region; heartbeats, some cents a month
        for each region; little for each incident.

    Leaves out:
        Findings themselves; records and escalation of CloudWatch alarms, which notify people by
        the topic that they publish to; confirming subscriptions by e-mail, which each subscriber
        does;
        authorizing a chat workspace, once, in the console; root's calls that only list, get or
        describe, which EventBridge leaves out.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    bus_arn: pulumi.Output[str]
    """ARN of the incident bus."""
    topic_arns: dict[str, pulumi.Output[str]]
    """ARNs of the topics by severity; alarms of this account may publish there."""
    escalated_topic_arn: pulumi.Output[str]
    """ARN of the topic that notifies managers."""
    lost_topic_arn: pulumi.Output[str]
    """ARN of the topic for alarms over the path itself."""
    state_machine_arn: pulumi.Output[str]
    """ARN of the escalation."""
    table_name: pulumi.Output[str]
    """Name of the table of incident records."""
    runbook_names: dict[str, pulumi.Output[str]]
    """Names of the runbooks by kind of incident."""
    alarm_arns: list[pulumi.Output[str]]
    """ARNs of the alarms over the path."""

    def __init__(
        self, name: str, args: IncidentRoutingArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts, data_class=DataClass.CONFIDENTIAL)
        found = kinds(plan.break_glass_roles)
        queues = {region: dead_letters(self, region) for region in plan.regions}
        home = queues[plan.environment.region]
        bus = self._make_bus(plan, args["key_arn"], home)
        self._forward(queues, forwarded(found), bus, args.get("boundary_arn"))
        topics = self._make_topics(plan, args, home)
        table = self._make_table(args)
        machine = make_escalation(
            self,
            table,
            self.physical_name(PATH),
            topic_arn(self, MANAGER),
            args["key_arn"],
            args.get("boundary_arn"),
        )
        route(self, bus, found, self._targets(plan, args, topics, machine, home))
        runbooks = make_runbooks(
            self, [kind.id for kind in found], self.physical_name(PATH), plan.notification_hours
        )
        self.bus_arn = bus.arn
        self.topic_arns = {severity.value: topics[severity.value].arn for severity in Severity}
        self.escalated_topic_arn = topics[MANAGER].arn
        self.lost_topic_arn = topics[WATCH].arn
        self.state_machine_arn = machine.arn
        self.table_name = table.table_name
        self.runbook_names = {kind: runbook.name for kind, runbook in runbooks.items()}
        self.alarm_arns = [alarm.arn for alarm in self._watch(plan, bus)]
        self.finish(
            {
                "busArn": self.bus_arn,
                "topicArns": self.topic_arns,
                "escalatedTopicArn": self.escalated_topic_arn,
                "lostTopicArn": self.lost_topic_arn,
                "stateMachineArn": self.state_machine_arn,
                "tableName": self.table_name,
                "runbookNames": self.runbook_names,
                "alarmArns": self.alarm_arns,
            }
        )

    def _make_bus(
        self, plan: IncidentRoutingPlan, key_arn: pulumi.Input[str], queue: Queue
    ) -> aws.cloudwatch.EventBus:
        bus = aws.cloudwatch.EventBus(
            self.name,
            name=self.physical_name(PATH),
            description="Incidents of all regions",
            kms_key_identifier=key_arn,
            dead_letter_config=aws.cloudwatch.EventBusDeadLetterConfigArgs(arn=queue.arn),
            tags=self.tags,
            opts=self.child(delete_before_replace=True, depends_on=queue.ready),
        )
        aws.cloudwatch.EventArchive(
            self.name,
            name=self.physical_name(PATH),
            description="Every incident as it arrived",
            event_source_arn=bus.arn,
            kms_key_identifier=key_arn,
            retention_days=plan.archive_days,
            # Heartbeats are no evidence of anything a day later.
            event_pattern=pulumi.Output.json_dumps(
                {"detail-type": [{"anything-but": [HEARTBEAT]}]}
            ),
            opts=self.stateful_child(delete_before_replace=True),
        )
        return bus

    def _forward(
        self,
        queues: dict[str, Queue],
        patterns: dict[str, Pattern],
        bus: aws.cloudwatch.EventBus,
        boundary_arn: pulumi.Input[str] | None,
    ) -> None:
        home = self.environment.arn("events", f"event-bus/{self.physical_name(PATH)}")
        default = [
            self.environment.arn("events", "event-bus/default", region=region) for region in queues
        ]
        sender, sends = make_role(
            self, "forward", "events", [put_events(home)], boundary_arn, pinned=False
        )
        clock, beats = make_role(
            self, "heartbeat", "scheduler", [put_events(*default)], boundary_arn, pinned=True
        )
        forward(self, queues, patterns, bus.arn, (sender, sends), (clock, beats))

    def _make_topics(
        self, plan: IncidentRoutingPlan, args: IncidentRoutingArgs, queue: Queue
    ) -> dict[str, aws.sns.Topic]:
        key_arn = args["key_arn"]
        topics = {
            severity.value: make_topic(self, severity.value, key_arn, (EVENTS, ALARMS))
            for severity in Severity
        }
        topics[MANAGER] = make_topic(self, MANAGER, key_arn, ())
        apart = self.within(EncryptionKey, f"{self.name}-{WATCH}", users=[KeyUser.ALARMS])
        topics[WATCH] = make_topic(self, WATCH, apart.arn, (ALARMS,))
        people = {severity.value: told for severity, told in plan.subscribers.items()}
        people |= {MANAGER: plan.managers, WATCH: plan.watchers}
        for word, told in people.items():
            subscribe(self, word, topics[word], told, queue)
        chat_channels(self, people, topics, args.get("boundary_arn"))
        return topics

    def _make_table(self, args: IncidentRoutingArgs) -> SecureTable:
        return self.within(
            SecureTable,
            PATH,
            key_arn=args["key_arn"],
            hash_key="id",
            ttl_attribute="expires",
            data_class=self.data_class,
        )

    def _targets(
        self,
        plan: IncidentRoutingPlan,
        args: IncidentRoutingArgs,
        topics: dict[str, aws.sns.Topic],
        machine: aws.sfn.StateMachine,
        queue: Queue,
    ) -> Targets:
        response_plan = args.get("response_plan_arn")
        allowed = start(self, machine_arn(self), response_plan)
        starter, starts = make_role(
            self, "start", "events", allowed, args.get("boundary_arn"), pinned=False
        )
        return Targets(
            topics={severity: topics[severity.value].arn for severity in Severity},
            escalation=machine.arn,
            response_plan=response_plan,
            starter_role=starter.arn,
            ready=[starts, *queue.ready],
            queue_arn=queue.arn,
            waits=plan.waits,
        )

    def _watch(
        self, plan: IncidentRoutingPlan, bus: aws.cloudwatch.EventBus
    ) -> list[aws.cloudwatch.MetricAlarm]:
        words = [*(severity.value for severity in Severity), MANAGER]
        lost, critical = topic_arn(self, WATCH), topic_arn(self, Severity.CRITICAL.value)
        alarms = watch(self, words, WATCH, machine_arn(self), lost, critical)
        return alarms + heartbeats(self, plan.regions, bus, lost)
