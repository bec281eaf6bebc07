"""A topic, whom it lets publish, and who subscribes.

Sources: Amazon SNS developer guide, key management, message delivery retries and dead-letter
queues; Amazon EventBridge user guide, resource-based policies (no ``Condition`` in a topic's policy
for EventBridge).
"""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.incident.dead_letters import Queue
from soc2_baseline.components.incident.subscribers import CHAT, Channel, Subscriber
from soc2_baseline.components.statements import (
    Principals,
    Statement,
    deny_insecure_transport,
    document,
    from_account,
)

EVENTS, ALARMS = "events", "cloudwatch"


def topic_name(host: BaselineComponent, word: str) -> str:
    """Return the physical name of a topic."""
    return host.physical_name(f"incidents-{word}")


def topic_arn(host: BaselineComponent, word: str) -> str:
    """Return the ARN before the topic exists, so that policies are known at preview."""
    return host.environment.arn("sns", topic_name(host, word))


def make_topic(
    host: BaselineComponent,
    word: str,
    key_arn: pulumi.Input[str],
    publishers: Sequence[str],
) -> aws.sns.Topic:
    """Make a topic encrypted with the customer managed key, with its policy."""
    resource_name = f"{host.name}-{word}"
    topic = aws.sns.Topic(
        resource_name,
        name=topic_name(host, word),
        display_name=f"{word} incidents",
        kms_master_key_id=key_arn,
        signature_version=2,
        tags=host.tags,
        opts=host.stateful_child(delete_before_replace=True),
    )
    arn = topic_arn(host, word)
    aws.sns.TopicPolicy(
        resource_name,
        arn=topic.arn,
        policy=document(
            *(_admit(host, service, arn) for service in publishers),
            deny_insecure_transport("sns:Publish", [arn]),
        ),
        opts=host.child(),
    )
    return topic


def _admit(host: BaselineComponent, service: str, arn: str) -> Statement:
    """Let a service publish on behalf of this account.

    EventBridge sends no condition keys with what it publishes, and says that none may be asked for;
    a rule of another account would come with a role of that account, which nothing here admits.
    """
    return Statement(
        sid=f"PublishBy{service.capitalize()}",
        principals=Principals(services=[f"{service}.amazonaws.com"]),
        actions=["sns:Publish"],
        resources=[arn],
        conditions={} if service == EVENTS else from_account(host.environment),
    )


def subscribe(
    host: BaselineComponent,
    word: str,
    topic: aws.sns.Topic,
    subscribers: Sequence[Subscriber],
    queue: Queue,
) -> None:
    """Subscribe all but chat, which subscribes itself; what cannot be delivered is put aside."""
    for one in subscribers:
        if one.channel in CHAT:
            continue
        secret = one.channel is Channel.HTTPS
        aws.sns.TopicSubscription(
            f"{host.name}-{word}-{one.key}",
            topic=topic.arn,
            protocol=one.channel.value,
            # URLs of paging tools carry their key.
            endpoint=pulumi.Output.secret(one.address) if secret else one.address,
            endpoint_auto_confirms=True if secret else None,
            redrive_policy=pulumi.Output.json_dumps({"deadLetterTargetArn": queue.arn}),
            opts=host.child(depends_on=queue.ready),
        )
