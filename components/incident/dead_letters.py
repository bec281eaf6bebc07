"""Queues for what could not be delivered.

They are encrypted with keys of Amazon SQS, not with the customer managed key: a disabled key or a
mistake in its policy is one of the reasons why a delivery fails, and must not take the queue along.
Sources: Amazon EventBridge user guide, using dead-letter queues (permissions); Amazon SNS developer
guide, dead-letter queues.
"""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.statements import (
    Principals,
    Statement,
    deny_insecure_transport,
    document,
)

KEPT_SECONDS = 14 * 24 * 3600
"""As long as Amazon SQS keeps a message at most."""


@dataclass(frozen=True)
class Queue:
    """A dead-letter queue of one region."""

    name: str
    arn: str
    ready: list[pulumi.Resource]
    """Resources that a sender has to wait for."""


def queue_name(host: BaselineComponent) -> str:
    """Return the queue's name, the same in every region."""
    return host.physical_name("incidents-dead-letters")


def dead_letters(host: BaselineComponent, region: str) -> Queue:
    """Make the queue of a region, for its rules and its topics."""
    name = queue_name(host)
    arn = host.environment.arn("sqs", name, region=region)
    resource_name = f"{host.name}-dead-letters-{region}"
    queue = aws.sqs.Queue(
        resource_name,
        name=name,
        message_retention_seconds=KEPT_SECONDS,
        sqs_managed_sse_enabled=True,
        region=region,
        tags=host.tags,
        opts=host.stateful_child(delete_before_replace=True),
    )
    policy = aws.sqs.QueuePolicy(
        resource_name,
        queue_url=queue.url,
        policy=document(
            _admit(host, region, arn, "events", "rule/*", "event-bus/*"),
            _admit(host, region, arn, "sns", host.physical_name("incidents-*")),
            deny_insecure_transport("sqs:*", [arn]),
        ),
        region=region,
        opts=host.child(),
    )
    return Queue(name, arn, [policy])


def _admit(
    host: BaselineComponent, region: str, queue_arn: str, service: str, *senders: str
) -> Statement:
    sources = [host.environment.arn(service, sender, region=region) for sender in senders]
    return Statement(
        sid=f"LostBy{service.capitalize()}",
        principals=Principals(services=[f"{service}.amazonaws.com"]),
        actions=["sqs:SendMessage"],
        resources=[queue_arn],
        conditions={"ArnLike": {"aws:SourceArn": sources}},
    )
