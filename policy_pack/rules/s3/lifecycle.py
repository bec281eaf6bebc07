"""Lifecycle rules that limit retention by data class."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    DataClass,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    doubtful,
    every,
    is_given,
    items,
    known,
    some,
    sure,
)
from soc2_baseline.policy_pack.rules.s3.buckets import dig, each_bucket, inline, lacking, owned
from soc2_baseline.policy_pack.rules.s3.locks import default_retention, retention_days

CONFIGURATION = "s3.BucketLifecycleConfiguration"


class Retention(NamedTuple):
    """Options of the rule that limit noncurrent versions and current objects."""

    noncurrent: str | None = None
    current: str | None = None


RETENTION = {
    DataClass.PUBLIC.value: Retention("days"),
    DataClass.INTERNAL.value: Retention("days"),
    DataClass.CONFIDENTIAL.value: Retention("days"),
    DataClass.RESTRICTED.value: Retention("days"),
    DataClass.PERSONAL.value: Retention("days", "personal_days"),
}
UNCLASSIFIED = Retention()
STRICTEST = RETENTION[DataClass.PERSONAL.value]


def _judge(graph: StackGraph, bucket: Resource, context: Context) -> Iterator[Finding]:
    rules = _rules(graph, bucket)
    if not rules:
        yield lacking(
            context, CONFIGURATION, "missing", "the bucket has no lifecycle configuration"
        )
        return
    sentence = "no rule for the whole bucket aborts incomplete multipart uploads"
    yield from _some_rule(rules, _aborts_uploads, "abort", sentence)
    lock = default_retention(graph, bucket)
    data_class = bucket.tag("data-class")
    if data_class is UNKNOWN:
        certain = list(_limits(rules, UNCLASSIFIED, lock, context))
        yield from certain
        keys = {finding.key for finding in certain}
        possible = _limits(rules, STRICTEST, lock, context)
        yield from doubtful(finding for finding in possible if finding.key not in keys)
    else:
        yield from _limits(rules, RETENTION.get(data_class, UNCLASSIFIED), lock, context)


def _limits(
    rules: list[Any], retention: Retention, lock: Any, context: Context
) -> Iterator[Finding]:
    if lock is None:  # else the lock keeps versions, and another rule checks for how long
        limit = context.options[retention.noncurrent] if retention.noncurrent else None
        within = f" within {limit} days" if limit else ""
        sentence = f"no rule for the whole bucket expires noncurrent versions{within}"
        yield from _some_rule(rules, _expires_noncurrent(limit), "noncurrent", sentence)
    if retention.current:
        limit = max(context.options[retention.current], known(retention_days(lock)) or 0)
        sentence = f"no rule for the whole bucket expires personal data within {limit} days"
        yield from _some_rule(rules, _expires_current(limit), "expiry", sentence)


def _some_rule(
    rules: list[Any], holds: Callable[[Any], bool], key: str, sentence: str
) -> Iterator[Finding]:
    answer = sure(some, rules, lambda rule: every(rule, _enabled, _whole_bucket, holds))
    if answer is None:
        yield Finding(key, sentence, Verdict.UNDETERMINED)
    elif not answer:
        yield Finding(key, sentence)


def _rules(graph: StackGraph, bucket: Resource) -> list[Any]:
    found = owned(graph, bucket, CONFIGURATION)
    if found:
        return [rule for setting in found for rule in items(setting.at("rules"))]
    return items(inline(bucket, "lifecycleRules"))


def _enabled(rule: Any) -> bool:
    enabled = dig(rule, "enabled")
    return bool(known(dig(rule, "status")) == "Enabled" or known(enabled) is True)


def _whole_bucket(rule: Any) -> bool:
    chosen = known(dig(rule, "filter")) or {}
    narrowing = [dig(rule, "prefix"), dig(rule, "tags"), *chosen.values()]
    return not some(narrowing, lambda value: is_given(known(value)))


def _aborts_uploads(rule: Any) -> bool:
    block = known(dig(rule, "abortIncompleteMultipartUpload", "daysAfterInitiation"))
    return is_given(block) or is_given(known(dig(rule, "abortIncompleteMultipartUploadDays")))


def _expires_noncurrent(limit: int | None) -> Callable[[Any], bool]:
    def holds(rule: Any) -> bool:
        expiration = known(dig(rule, "noncurrentVersionExpiration"))
        if known(dig(expiration, "newerNoncurrentVersions")):
            return False  # that many versions never expire
        return _within(expiration, "noncurrentDays", limit) or _within(expiration, "days", limit)

    return holds


def _expires_current(limit: int) -> Callable[[Any], bool]:
    return lambda rule: _within(dig(rule, "expiration"), "days", limit)


def _within(block: Any, name: str, limit: int | None) -> bool:
    days = known(dig(block, name))
    return bool(days) and (limit is None or days <= limit)


RULES = (
    StackRule(
        id="s3-lifecycle-retention",
        types=("s3.Bucket",),
        criteria=("C1.2", "P4.2", "P4.3"),
        severity=Severity.MEDIUM,
        summary="Incomplete uploads, old versions and personal data expire within the limits of "
        "the data class.",
        fix="Add an s3.BucketLifecycleConfiguration with an enabled rule for the whole bucket: "
        "abort_incomplete_multipart_upload, noncurrent_version_expiration, expiration.",
        keys={
            "missing": "rules",
            "abort": "rules.abort_incomplete_multipart_upload.days_after_initiation",
            "noncurrent": "rules.noncurrent_version_expiration.noncurrent_days",
            "expiry": "rules.expiration.days",
        },
        reference="Amazon S3 user guide: managing the lifecycle of objects; Security Hub S3.10, "
        "S3.13; checkov CKV_AWS_300, CKV2_AWS_61",
        options={
            "days": {
                "type": "integer",
                "minimum": 1,
                "default": 365,
                "description": "Maximum number of days to keep noncurrent versions.",
            },
            "personal_days": {
                "type": "integer",
                "minimum": 1,
                "default": 1095,
                "description": "Maximum number of days to keep personal data.",
            },
        },
        why="Data that should be deleted can still leak and must still be disclosed, and old "
        "versions cost money forever.",
        judge=each_bucket(_judge, "missing"),
    ),
)
