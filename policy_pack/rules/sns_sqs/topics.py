"""Amazon SNS: topics are encrypted and closed, and deliver over TLS only."""

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
        sentence = "the topic is not encrypted with a customer key"
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
        summary="Topics use a customer key, let no stranger in and deliver over TLS.",
        fix="Set kms_master_key_id to your key, name principals in policy (or hold "
        'aws:SourceAccount), and subscribe with protocol="https".',
        why="Whoever can publish to a topic or read its messages sees or forges events of the "
        "system; over HTTP everybody on the way can.",
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
