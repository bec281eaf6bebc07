"""Copies of tenants' objects in another region."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    SHARED_TENANT,
    UNKNOWN,
    Context,
    Finding,
    Level,
    NotApplicable,
    Profile,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    doubtful,
    is_given,
    items,
    known,
    some,
    sure,
)
from soc2_baseline.policy_pack.rules.s3.buckets import dig, each_bucket, lacking, owned
from soc2_baseline.policy_pack.rules.s3.copies import CONFIGURATION, copies, rules_of
from soc2_baseline.policy_pack.rules.s3.roles import receives_access_logs


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    if context.profile is not Profile.PROD:
        raise NotApplicable("copies in another region are required only in prod")
    yield from each_bucket(_judge_bucket, "missing")(graph, context)


def _judge_bucket(graph: StackGraph, bucket: Resource, context: Context) -> Iterator[Finding]:
    if known(bucket.tag("tenant")) == SHARED_TENANT or bucket.urn in copies(graph).urns:
        return
    target = sure(receives_access_logs, graph, bucket)
    if target:
        return
    findings = _ask_for_copy(graph, bucket, context)
    yield from findings if target is False else doubtful(findings)


def _ask_for_copy(graph: StackGraph, bucket: Resource, context: Context) -> Iterator[Finding]:
    found = owned(graph, bucket, CONFIGURATION)
    rules = [rule for source in found or [bucket] for rule in items(rules_of(source))]
    if not some(rules, lambda rule: known(dig(rule, "status")) == "Enabled"):
        yield lacking(
            context, CONFIGURATION, "missing", "no enabled replication rule copies the objects"
        )
        return
    here = _region(bucket)
    known_copies = copies(graph)
    for copy in (c for source in found or [bucket] for c in known_copies.of(source)):
        there = _region(copy)
        if is_given(there) and there == here:
            yield Finding("same-region", "the copy is in the region of the original")


def _region(bucket: Resource) -> Any:
    """Return the region of the bucket; None if it is not known here."""
    own = bucket.at("region")
    if isinstance(own, str):
        return own
    region = bucket.provider.props.get("region") if bucket.provider else None
    return None if region is UNKNOWN else region


RULES = (
    StackRule(
        id="s3-cross-region-replication",
        types=("s3.Bucket",),
        criteria=("A1.2", "CC7.5"),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Objects of tenants have a copy in another region if objectives require it.",
        fix="Add an s3.BucketReplicationConfig with an enabled rule and a destination.bucket in "
        "another region.",
        keys={"missing": "rules", "same-region": "rules.destination.bucket"},
        reference="Amazon S3 user guide: replicating objects across regions; Security Hub S3.7; "
        "checkov CKV_AWS_144",
        needs="wants_region_copies",
        why="If the region fails, the objects are unavailable until it recovers, whatever was "
        "promised.",
        judge=_judge,
    ),
)
