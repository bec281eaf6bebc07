"""What keeps the path whole: who may publish, encryption, and alarms over what is lost."""

import json
from typing import Any

import pytest

from soc2_baseline.components.incident.routing import KEY_USERS
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from tests.components.incident.arguments import KEY
from tests.components.incident.recorded import HOME, OTHER, made, policy
from tests.support.arguments import PROD
from tests.support.recorder import Recording, record


@pytest.fixture(scope="module")
def usual() -> Recording:
    return made(break_glass_roles=["break-glass"])


def test_every_region_is_heard(usual: Recording) -> None:
    for region in (HOME, OTHER):
        beat = usual.one("scheduler.Schedule", f"incidents-heartbeat-{region}").inputs
        assert beat["region"] == region
        assert beat["target"]["arn"].endswith(f":{region}:123456789012:event-bus/default")
        alarm = usual.one("cloudwatch.MetricAlarm", f"incidents-heard-{region}").inputs
        assert alarm["treatMissingData"] == "breaching"
        assert alarm["evaluationPeriods"] * alarm["period"] == 15 * 60
        rule = usual.one("cloudwatch.EventRule", f"incidents-heard-{region}").inputs
        assert json.loads(rule["eventPattern"])["detail"] == {"region": [region]}
        assert json.loads(beat["target"]["input"]) == {"region": region}


def test_what_is_lost_is_told_by_another_key_and_topic(usual: Recording) -> None:
    lost = usual.one("sns.Topic", "incidents-lost").inputs["kmsMasterKeyId"]
    assert lost != KEY
    assert usual.one("kms.Key").name == "incidents-lost"
    arn = f"arn:aws:sns:{HOME}:123456789012:shared-incidents-lost"
    alarms = {a.name: a.inputs for a in usual.of("cloudwatch.MetricAlarm")}
    assert set(alarms) == {
        "incidents-dead-letters",
        *(f"incidents-{w}-not-delivered" for w in ("critical", "high", "medium", "low")),
        "incidents-escalated-not-delivered",
        "incidents-lost-not-delivered",
        *(f"incidents-escalation-{w}" for w in ("failed", "aborted", "timed-out")),
        f"incidents-heard-{HOME}",
        f"incidents-heard-{OTHER}",
    }
    critical = f"arn:aws:sns:{HOME}:123456789012:shared-incidents-critical"
    for name, alarm in alarms.items():
        expected = critical if name == "incidents-lost-not-delivered" else arn
        assert alarm["alarmActions"] == [expected]
    queue = alarms["incidents-dead-letters"]
    assert queue["dimensions"] == {"QueueName": "shared-incidents-dead-letters"}
    failed = alarms["incidents-critical-not-delivered"]
    assert failed["metricName"] == "NumberOfNotificationsFailed"
    assert failed["dimensions"] == {"TopicName": "shared-incidents-critical"}


def test_queues_do_not_need_the_key_that_may_be_the_reason(usual: Recording) -> None:
    for region in (HOME, OTHER):
        queue = usual.one("sqs.Queue", f"incidents-dead-letters-{region}").inputs
        assert queue["sqsManagedSseEnabled"] is True
        assert "kmsMasterKeyId" not in queue
        assert queue["messageRetentionSeconds"] == 14 * 24 * 3600
        found = policy(usual, "sqs.QueuePolicy", f"incidents-dead-letters-{region}")
        sources = found["LostByEvents"]["Condition"]["ArnLike"]["aws:SourceArn"]
        assert sources == [
            f"arn:aws:events:{region}:123456789012:{what}/*" for what in ("rule", "event-bus")
        ]


def test_key_has_the_users_that_the_path_needs() -> None:
    args: Any = {"environment": PROD, "users": list(KEY_USERS)}
    key = record(lambda: EncryptionKey("account-key", args)).one("kms.Key")
    found = {s["Sid"]: s for s in json.loads(key.inputs["policy"])["Statement"]}
    topics = {
        "ArnLike": {
            "kms:EncryptionContext:aws:sns:topicArn": f"arn:aws:sns:{HOME}:123456789012:shared-*"
        }
    }
    assert found["PublishByEventBridge"]["Condition"] == topics
    buses = found["UseByEventBuses"]
    assert "kms:ReEncrypt*" in buses["Action"]
    bus = f"arn:aws:events:{HOME}:123456789012:event-bus/shared-*"
    assert buses["Condition"]["ArnLike"] == {"kms:EncryptionContext:aws:events:event-bus:arn": bus}
    assert found["UseByAlarms"]["Condition"] == topics | {
        "StringEquals": {"aws:SourceAccount": "123456789012"}
    }
    machines = f"arn:aws:states:{HOME}:123456789012:stateMachine:shared-*"
    assert found["UseByStateMachines"]["Condition"] == {
        "ArnLike": {"kms:EncryptionContext:aws:states:stateMachineArn": machines}
    }
    assert KeyUser.SNS in KEY_USERS
    assert found["UseViaSns"]["Condition"]["StringEquals"]["kms:ViaService"] == [
        f"sns.{HOME}.amazonaws.com"
    ]


def test_topics_are_encrypted_and_let_in_two_services(usual: Recording) -> None:
    for word in ("critical", "high", "medium", "low"):
        topic = usual.one("sns.Topic", f"incidents-{word}")
        assert topic.inputs["kmsMasterKeyId"] == KEY
        assert topic.inputs["signatureVersion"] == 2
        found = policy(usual, "sns.TopicPolicy", f"incidents-{word}")
        assert set(found) == {"PublishByEvents", "PublishByCloudwatch", "DenyInsecureTransport"}
        pinned = {"StringEquals": {"aws:SourceAccount": "123456789012"}}
        assert found["PublishByCloudwatch"]["Condition"] == pinned
        # EventBridge documents that it supports no condition here.
        assert "Condition" not in found["PublishByEvents"]
        arn = f"arn:aws:sns:{HOME}:123456789012:shared-incidents-{word}"
        assert found["PublishByEvents"]["Resource"] == [arn]
