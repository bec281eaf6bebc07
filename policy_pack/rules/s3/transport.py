"""Denial of requests without TLS, for the bucket and all its objects."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    ParsedStatement,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    every,
    known,
    like,
    some,
)
from soc2_baseline.policy_pack.rules.s3.buckets import each_bucket, lacking
from soc2_baseline.policy_pack.rules.s3.roles import policies, read, unreadable

WHOLE_SERVICE = ("s3:*", "*")


def _judge(graph: StackGraph, bucket: Resource, context: Context) -> Iterator[Finding]:
    texts = policies(graph, bucket)
    if not texts:
        yield lacking(
            context,
            "s3.BucketPolicy",
            "missing",
            "the bucket has no policy that denies requests without TLS",
        )
    elif any(unreadable(text) for text in texts):
        return  # s3-policy-no-public reports it
    elif not some(texts, lambda text: some(read(text).denying(), _refuses_plain_http)):
        yield Finding("deny", "the bucket policy does not deny everybody's requests without TLS")
    elif not some(texts, lambda text: _covers(text, bucket)):
        yield Finding(
            "resources",
            "the Deny for requests without TLS does not cover the bucket and all its objects",
        )


def _refuses_plain_http(statement: ParsedStatement) -> bool:
    return every(
        statement,
        lambda s: some(s.principals, lambda p: p.anyone),
        lambda s: some(s.actions, lambda action: known(action) in WHOLE_SERVICE),
        lambda s: not s.not_resources and _only_without_tls(s),
    )


def _only_without_tls(statement: ParsedStatement) -> bool:
    """Return whether missing TLS is the only condition; more would exempt some requests."""
    return len(statement.conditions) == 1 and any(
        condition.texts() == ("false",)
        for condition in statement.when("aws:SecureTransport", "bool")
    )


def _covers(text: Any, bucket: Resource) -> bool:
    resources = [
        resource
        for statement in read(text).denying()
        if _refuses_plain_http(statement)
        for resource in statement.resources
    ]
    given, made = bucket.at("bucket"), bucket.outputs.get("bucket")
    name = made if isinstance(made, str) else given
    if isinstance(name, str):
        return every(
            resources,
            lambda all_: some(all_, lambda r: like(_path(r), name)),
            lambda all_: some(all_, lambda r: _all_objects(_path(r), name)),
        )
    if some(resources, lambda r: _path(r) == "*"):
        return True
    return some(
        resources, lambda r: known(r).endswith("/*") and known(r).removesuffix("/*") in resources
    )


def _path(resource: Any) -> str:
    """Return the part of an S3 ARN after the account: a bucket, and a key behind a slash."""
    return str(known(resource)).rpartition(":")[2]


def _all_objects(pattern: str, name: str) -> bool:
    return pattern.endswith("*") and like(pattern, f"{name}/")


RULES = (
    StackRule(
        id="s3-tls-only",
        types=("s3.Bucket",),
        criteria=("CC6.7",),
        severity=Severity.HIGH,
        summary="The policy of each bucket denies requests without TLS.",
        fix="In policy, deny s3:* to * on the bucket and on its /* where aws:SecureTransport is "
        "false.",
        keys={"missing": "policy", "deny": "policy", "resources": "policy"},
        reference="Amazon S3 user guide: security best practices, enforce encryption in transit; "
        "Security Hub S3.5",
        why="Without TLS, others on the network path can read or change objects.",
        judge=each_bucket(_judge, "deny"),
    ),
)
