"""Encryption, policies and delivery of Amazon SNS topics."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    expect,
    is_customer_key,
)
from soc2_baseline.policy_pack.rules.sns_sqs.audiences import visitors

TOPIC = "aws:sns/topic:Topic"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    if resource.type == SUBSCRIPTION:
        sentence = "messages are delivered over HTTP without TLS"
        yield from expect(resource.at("protocol"), lambda p: p != "http", "http", sentence)
        return
    if resource.type == TOPIC:
        sentence = "the topic is not encrypted with a customer managed key"
        wire = Wire("kmsMasterKeyId", CUSTOMER_KEYS)
        key = resource.at("kmsMasterKeyId")
        yield from expect(key, is_customer_key, "cmk", sentence, wire=wire)
    yield from visitors(resource, context)


RULES = (
    ResourceRule(
        id="sns-guarded",
        types=("sns.Topic", "sns.TopicPolicy", "sns.TopicSubscription"),
        criteria=("CC6.1", "CC6.7"),
        severity=Severity.HIGH,
        summary="Topics use a customer managed key, allow no strangers and deliver over TLS.",
        fix="Set kms_master_key_id to your key, name principals in policy (or require "
        'aws:SourceAccount), and subscribe with protocol="https".',
        why="Anybody who can publish to a topic or read its messages can forge or see the "
        "system's events; over HTTP, so can others on the network path.",
        keys={
            "cmk": "kms_master_key_id",
            "public": "policy",
            "foreign": "policy",
            "malformed": "policy",
            "http": "protocol",
        },
        reference="Amazon SNS developer guide: security best practices; encryption at rest; "
        "Security Hub SNS.1, SNS.4; checkov CKV_AWS_26, CKV_AWS_169",
        judge=_judge,
    ),
)
