"""Server access logs of buckets, delivered to another bucket."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    doubtful,
    is_given,
    sure,
)
from soc2_baseline.policy_pack.rules.s3.buckets import dig, each_bucket, inline, lacking, owned
from soc2_baseline.policy_pack.rules.s3.roles import logs_inline_to, receives_access_logs


def _judge(graph: StackGraph, bucket: Resource, context: Context) -> Iterator[Finding]:
    found = owned(graph, bucket, "s3.BucketLogging")
    to_itself = logs_inline_to(bucket, bucket) or any(
        bucket in graph.targets(setting, "targetBucket", "s3.Bucket") for setting in found
    )
    if to_itself:
        yield Finding("self", "the bucket is its own log target, which creates logs about logs")
        return
    if found:
        if any(_could_be_any(setting) for setting in found):
            yield Finding("self", LATER, Verdict.UNDETERMINED)
        return
    own = dig(inline(bucket, "logging"), "targetBucket")
    if own is UNKNOWN or is_given(own):
        return
    target = sure(receives_access_logs, graph, bucket)
    if target:
        return
    finding = lacking(context, "s3.BucketLogging", "missing", "server access logging is off")
    yield from [finding] if target is False else doubtful([finding])


def _could_be_any(setting: Resource) -> bool:
    return setting.at("targetBucket") is UNKNOWN and not setting.edges.get("targetBucket")


RULES = (
    StackRule(
        id="s3-access-logging",
        types=("s3.Bucket",),
        criteria=("CC7.2",),
        severity=Severity.MEDIUM,
        summary="Each bucket logs requests to another bucket, except the targets of such logs.",
        fix="Add an s3.BucketLogging with target_bucket set to the bucket for access logs.",
        keys={"missing": "target_bucket", "self": "target_bucket"},
        reference="Amazon S3 user guide: logging requests with server access logging; "
        "Security Hub S3.9; checkov CKV_AWS_18",
        why="Otherwise nobody can find out after a leak which objects were read, by whom and when.",
        judge=each_bucket(_judge, "missing"),
    ),
)
