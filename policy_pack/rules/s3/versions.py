"""Versioning of S3 buckets."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    doubtful,
    expect,
    is_true,
)
from soc2_baseline.policy_pack.rules.s3.buckets import dig, each_bucket, inline, lacking, owned

SENTENCE = "versioning is not enabled"


def _judge(graph: StackGraph, bucket: Resource, context: Context) -> Iterator[Finding]:
    locked = inline(bucket, "objectLockEnabled")
    findings = _ask(graph, bucket, context)
    if locked is UNKNOWN:
        yield from doubtful(findings)
    elif not is_true(locked):  # S3 turns versioning on permanently with Object Lock
        yield from findings


def _ask(graph: StackGraph, bucket: Resource, context: Context) -> Iterator[Finding]:
    found = owned(graph, bucket, "s3.BucketVersioning")
    for setting in found:
        status = dig(setting.props, "versioningConfiguration", "status")
        yield from expect(status, lambda text: text == "Enabled", "enabled", SENTENCE)
    own = None if found else inline(bucket, "versioning")
    if own is not None:
        yield from expect(dig(own, "enabled"), is_true, "enabled", SENTENCE)
    elif not found:
        yield lacking(context, "s3.BucketVersioning", "enabled", SENTENCE)


RULES = (
    StackRule(
        id="s3-versioning",
        types=("s3.Bucket",),
        criteria=("A1.2", "PI1.5"),
        severity=Severity.MEDIUM,
        summary="Each bucket keeps the versions of its objects.",
        fix='Add an s3.BucketVersioning with versioning_configuration.status="Enabled".',
        keys={"enabled": "versioning_configuration.status"},
        reference="Amazon S3 user guide: using versioning; Security Hub S3.14; checkov CKV_AWS_21",
        why="What is overwritten or deleted, by mistake or by ransomware, is gone for good.",
        judge=each_bucket(_judge, "enabled"),
    ),
)
