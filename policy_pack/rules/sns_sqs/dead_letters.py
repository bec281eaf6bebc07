"""Dead-letter queues."""

import re
from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    guarded,
    is_given,
    shown,
    structured,
    unplaced,
)

REDRIVE = "sqs.RedrivePolicy"
ALLOW = "sqs.RedriveAllowPolicy"
SENDERS = (
    ("redrivePolicy", ("sqs.Queue", REDRIVE, "sns.TopicSubscription")),
    ("deadLetterConfig", ("lambda.Function", "cloudwatch.EventTarget", "cloudwatch.EventBus")),
    ("destinationConfig", ("lambda.FunctionEventInvokeConfig", "lambda.EventSourceMapping")),
    ("target", ("scheduler.Schedule",)),
    ("sourceParameters", ("pipes.Pipe",)),
)
"""Types that send failed messages to a queue, with the property for it."""

_NAME = re.compile(r"dlq|dead[-_]?letter|redrive", re.IGNORECASE)
SENTENCE = (
    "the queue has no dead-letter queue: messages that fail repeatedly are lost after their "
    "retention"
)


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    aside = {arn for arn in _arns(graph) if isinstance(arn, str)}
    lost = bool(unplaced(graph, "queueUrl", REDRIVE))
    for queue in graph.of("sqs.Queue"):
        yield from guarded(_queue, queue, "dead-letter", graph, aside, lost)


def _queue(queue: Resource, graph: StackGraph, aside: set[str], lost: bool) -> Iterator[Finding]:
    policy = shown(queue, "redrivePolicy")
    given = policy is UNKNOWN or is_given(policy)
    if given or graph.satellites(queue, "queueUrl", REDRIVE) or _is_aside(queue, graph, aside):
        return
    verdict = Verdict.UNDETERMINED if lost else Verdict.VIOLATION
    yield Finding("dead-letter", SENTENCE, verdict, queue.urn)


def _is_aside(queue: Resource, graph: StackGraph, aside: set[str]) -> bool:
    """Return whether the queue itself is a dead-letter queue."""
    names = (queue.name, queue.at("name"), queue.at("namePrefix"))
    return (
        any(isinstance(name, str) and _NAME.search(name) for name in names)
        or _admits(queue)
        or any(_admits(each) for each in graph.satellites(queue, "queueUrl", ALLOW))
        or bool(queue.identities & aside)
        or any(graph.satellites(queue, prop, *types) for prop, types in SENDERS)
    )


def _admits(resource: Resource) -> bool:
    """Return whether a policy lets other queues use this one as dead-letter queue."""
    policy = structured(shown(resource, "redriveAllowPolicy"))
    if policy is UNKNOWN:
        return True
    permission = at(policy, "redrivePermission")
    return permission is UNKNOWN or (is_given(permission) and permission != "denyAll")


def _arns(graph: StackGraph) -> Iterator[Any]:
    """Yield the ARNs in redrive policies, which are JSON inside a text."""
    for sender in graph.of(*SENDERS[0][1]):
        yield at(structured(sender.at("redrivePolicy")), "deadLetterTargetArn")


RULES = (
    StackRule(
        id="sqs-guarded-recommended",
        types=("sqs.Queue",),
        criteria=("A1.2",),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Each queue has a dead-letter queue, or is one.",
        fix="Set redrive_policy with deadLetterTargetArn and maxReceiveCount.",
        why="A message that no consumer can process blocks others and is lost when its retention "
        "ends.",
        keys={"dead-letter": "redrive_policy"},
        reference="Amazon SQS developer guide: dead-letter queues",
        judge=_judge,
    ),
)
