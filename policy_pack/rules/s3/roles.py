"""Roles of a bucket in the graph: target of access logs, archive of audit logs."""

from typing import Any

from soc2_baseline.policy_pack.kit import (
    Document,
    Malformed,
    Resource,
    StackGraph,
    ValueUnknown,
    either,
    known,
    parse,
    some,
)
from soc2_baseline.policy_pack.rules.s3.buckets import dig, inline, owned

ACCESS_LOGS = "logging.s3.amazonaws.com"
LOAD_BALANCER_LOGS = "logdelivery.elasticloadbalancing.amazonaws.com"
AUDIT_LOGS = ("cloudtrail.amazonaws.com", "delivery.logs.amazonaws.com")
ARCHIVE_SERVICE = "audit-archive"
INLINE_LOGGING = ("logging", "loggings")


def receives_access_logs(graph: StackGraph, bucket: Resource) -> bool:
    """Return whether server access logs go to the bucket.

    Raises:
        ValueUnknown: it depends on a policy that is not known yet.
    """
    return (
        bool(graph.satellites(bucket, "targetBucket", "s3.BucketLogging"))
        or any(
            logs_inline_to(source, bucket)
            for prop in INLINE_LOGGING
            for source in graph.satellites(bucket, prop, "s3.Bucket")
        )
        or lets_in(graph, bucket, ACCESS_LOGS)
    )


def refuses_kms(graph: StackGraph, bucket: Resource) -> bool:
    """Return whether the bucket gets logs that AWS delivers only to buckets with SSE-S3."""
    return either(
        lambda: receives_access_logs(graph, bucket),
        lambda: lets_in(graph, bucket, LOAD_BALANCER_LOGS),
    )


def is_archive(graph: StackGraph, bucket: Resource) -> bool:
    """Return whether audit logs go to the bucket.

    AWS Config does not count, because it cannot write to a bucket with a lock.
    """
    return either(
        lambda: bool(known(bucket.tag("service")) == ARCHIVE_SERVICE),
        lambda: lets_in(graph, bucket, *AUDIT_LOGS),
    )


def logs_inline_to(source: Resource, target: Resource) -> bool:
    """Return whether ``source`` logs to ``target`` by its inline setting."""
    if any(target.urn in source.edges.get(prop, ()) for prop in INLINE_LOGGING):
        return True
    name = dig(inline(source, "logging"), "targetBucket")
    return isinstance(name, str) and name in target.identities


def policies(graph: StackGraph, bucket: Resource) -> list[Any]:
    """Return the texts of the policies of a bucket; some may be unknown."""
    found = owned(graph, bucket, "s3.BucketPolicy")
    texts = [policy.at("policy") for policy in found] or [inline(bucket, "policy")]
    return [text for text in texts if text is not None]


def read(text: Any) -> Document:
    """Return the policy, empty if it cannot be read: rules about policies report that."""
    try:
        return parse(text)
    except Malformed:
        return Document(())


def unreadable(text: Any) -> bool:
    """Return whether a text is known and is not a policy."""
    try:
        parse(text)
    except Malformed:
        return True
    except ValueUnknown:
        return False
    return False


def lets_in(graph: StackGraph, bucket: Resource, *services: str) -> bool:
    """Return whether a policy of the bucket allows an action to one of these services."""
    return some(
        policies(graph, bucket),
        lambda text: some(
            read(text).allowing(),
            lambda statement: some(
                statement.principals,
                lambda principal: (
                    principal.kind == "Service" and known(principal.value) in services
                ),
            ),
        ),
    )
