"""Default encryption of buckets with a customer managed key."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    doubtful,
    expect,
    is_customer_key,
    is_true,
    items,
    known,
    sure,
)
from soc2_baseline.policy_pack.rules.s3.buckets import dig, each_bucket, inline, lacking, owned
from soc2_baseline.policy_pack.rules.s3.roles import refuses_kms

CONFIGURATION = "s3.BucketServerSideEncryptionConfiguration"
INLINE = "serverSideEncryptionConfiguration"
WITH_KMS = ("aws:kms", "aws:kms:dsse")
WITH_BUCKET_KEY = "aws:kms"  # S3 has no bucket keys for dual-layer encryption


def _judge(graph: StackGraph, bucket: Resource, context: Context) -> Iterator[Finding]:
    refusing = sure(refuses_kms, graph, bucket)
    rules = list(_rules(graph, bucket))
    if refusing:
        for rule, _ in rules:
            yield from expect(
                _algorithm(rule),
                lambda algorithm: algorithm not in WITH_KMS,
                "log-target",
                "AWS does not deliver access logs to a bucket with KMS encryption",
            )
        return
    findings = _ask_for_own_key(rules, context)
    yield from findings if refusing is False else doubtful(findings)


def _ask_for_own_key(rules: list[tuple[Any, bool]], context: Context) -> Iterator[Finding]:
    if not rules:
        yield lacking(context, CONFIGURATION, "algorithm", "new objects are not encrypted with KMS")
    for rule, wired in rules:
        algorithm = _algorithm(rule)
        yield from expect(
            algorithm,
            lambda name: name in WITH_KMS,
            "algorithm",
            "new objects are not encrypted with KMS",
        )
        if algorithm is UNKNOWN or algorithm not in WITH_KMS:
            continue
        key = dig(rule, "applyServerSideEncryptionByDefault", "kmsMasterKeyId")
        if not (key is UNKNOWN and wired):
            sentence = "the key is the AWS managed key, not a customer managed key"
            yield from expect(key, is_customer_key, "key", sentence)
        if algorithm == WITH_BUCKET_KEY:
            sentence = "bucket keys are off: each object needs its own call to KMS"
            yield from expect(dig(rule, "bucketKeyEnabled"), is_true, "bucket-key", sentence)


def _rules(graph: StackGraph, bucket: Resource) -> Iterator[tuple[Any, bool]]:
    """Yield the encryption rules of a bucket, and whether a key of the stack flows into them."""
    found = owned(graph, bucket, CONFIGURATION)
    for setting in found:
        wired = graph.wired(setting, "rules", *CUSTOMER_KEYS)
        yield from ((rule, wired) for rule in items(setting.at("rules")))
    if not found:
        props = (INLINE, f"{INLINE}s")
        wired = any(graph.wired(bucket, prop, *CUSTOMER_KEYS) for prop in props)
        own = known(dig(inline(bucket, INLINE), "rule"))
        yield from ((rule, wired) for rule in items(own))


def _algorithm(rule: Any) -> Any:
    return dig(rule, "applyServerSideEncryptionByDefault", "sseAlgorithm")


RULES = (
    StackRule(
        id="s3-encryption-cmk",
        types=("s3.Bucket",),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.HIGH,
        summary="Buckets use a customer managed key, targets of access logs use SSE-S3.",
        fix='Set sse_algorithm="aws:kms", kms_master_key_id to your key and '
        "bucket_key_enabled=True; on a target of access logs set AES256.",
        keys={
            "algorithm": "rules.apply_server_side_encryption_by_default.sse_algorithm",
            "key": "rules.apply_server_side_encryption_by_default.kms_master_key_id",
            "bucket-key": "rules.bucket_key_enabled",
            "log-target": "rules.apply_server_side_encryption_by_default.sse_algorithm",
        },
        reference="Amazon S3 user guide: specifying server-side encryption with KMS, enabling "
        "server access logging; Security Hub S3.17; checkov CKV_AWS_19, CKV_AWS_145",
        why="Without a customer managed key you can neither control who may decrypt nor revoke "
        "that. A log target with KMS gets no logs.",
        judge=each_bucket(_judge, "algorithm"),
    ),
)
