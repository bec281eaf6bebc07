"""Object Lock of audit logs; targets of access logs are never locked."""

from collections.abc import Iterator
from typing import Any

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
    sure,
)
from soc2_baseline.policy_pack.rules.s3.buckets import dig, each_bucket, inline, lacking, settings
from soc2_baseline.policy_pack.rules.s3.roles import is_archive, receives_access_logs

CONFIGURATION = "s3.BucketObjectLockConfiguration"
MODES = ("GOVERNANCE", "COMPLIANCE")


def default_retention(graph: StackGraph, bucket: Resource) -> Any:
    """Return the default lock of new objects, mode and days or years; None if there is none."""
    for setting in settings(graph, bucket, CONFIGURATION, "objectLockConfiguration"):
        retention = dig(setting, "rule", "defaultRetention")
        if retention is not None:
            return retention
    return None


def retention_days(retention: Any) -> Any:
    """Return the days of a default retention; UNKNOWN or None if there are none."""
    years = dig(retention, "years")
    if years is UNKNOWN:
        return UNKNOWN
    return 365 * years if years else dig(retention, "days")


def _judge(graph: StackGraph, bucket: Resource, context: Context) -> Iterator[Finding]:
    archive = sure(is_archive, graph, bucket)
    if sure(receives_access_logs, graph, bucket):
        if _locked(graph, bucket):
            sentence = "S3 does not deliver access logs to a bucket with Object Lock"
            yield Finding("locked-target", sentence)
        if archive:
            yield Finding(
                "two-roles",
                "the bucket receives audit logs and access logs, so it cannot be locked",
            )
        return
    if archive is not False:
        findings = _ask_for_lock(default_retention(graph, bucket), context)
        yield from findings if archive else doubtful(findings)


def _locked(graph: StackGraph, bucket: Resource) -> bool:
    return is_true(inline(bucket, "objectLockEnabled")) or bool(
        settings(graph, bucket, CONFIGURATION, "objectLockConfiguration")
    )


def _ask_for_lock(retention: Any, context: Context) -> Iterator[Finding]:
    days, mode = context.options["days"], context.options["mode"]
    sentence = f"audit logs are not locked for {days} days by default"
    if retention is None:
        yield lacking(context, CONFIGURATION, "retention", sentence)
        return
    yield from expect(
        retention_days(retention), lambda d: d is not None and d >= days, "retention", sentence
    )
    yield from expect(
        dig(retention, "mode"),
        lambda name: name in ((mode,) if mode else MODES),
        "mode",
        f"the lock is not in {mode or 'governance or compliance'} mode",
    )


RULES = (
    StackRule(
        id="s3-object-lock-audit",
        types=("s3.Bucket",),
        criteria=("CC7.2", "PI1.5", "C1.1"),
        severity=Severity.HIGH,
        summary="Audit archives have Object Lock; targets of access logs do not.",
        fix="Add an s3.BucketObjectLockConfiguration with rule.default_retention.days and mode to "
        "the archive; send access logs to a separate bucket without a lock.",
        keys={
            "retention": "rule.default_retention.days",
            "mode": "rule.default_retention.mode",
            "locked-target": "object_lock_enabled",
            "two-roles": "target_bucket",
        },
        reference="Amazon S3 user guide: Object Lock considerations; Security Hub S3.15; "
        "checkov CKV_AWS_143",
        options={
            "days": {
                "type": "integer",
                "minimum": 1,
                "default": 365,
                "description": "Minimum number of days to lock an archive.",
            },
            "mode": {
                "type": "string",
                "enum": ["", *MODES],
                "default": "",
                "description": "Required mode; either mode if empty.",
            },
        },
        why="An attacker deletes the traces first. Without a lock the logs prove nothing.",
        judge=each_bucket(_judge, "retention"),
    ),
)
