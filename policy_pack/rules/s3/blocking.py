"""Block Public Access of buckets, access points and accounts."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    expect,
    is_true,
)
from soc2_baseline.policy_pack.rules.s3.buckets import each_bucket, lacking, owned

SWITCHES = {
    "block-acls": ("blockPublicAcls", "new public ACLs are not blocked"),
    "ignore-acls": ("ignorePublicAcls", "existing public ACLs are not ignored"),
    "block-policy": ("blockPublicPolicy", "new public policies are not blocked"),
    "restrict-buckets": ("restrictPublicBuckets", "existing public policies are not restricted"),
}


def _judge_switches(block: Resource, _context: Context) -> Iterator[Finding]:
    on_access_point = block.type == "aws:s3/accessPoint:AccessPoint"
    path = ("publicAccessBlockConfiguration",) if on_access_point else ()
    for key, (switch, sentence) in SWITCHES.items():
        yield from expect(
            block.at(*path, switch),
            # AWS turns all four on by default for an access point.
            lambda on: is_true(on) or (on is None and on_access_point),
            key,
            sentence,
        )


def _judge_bucket(graph: StackGraph, bucket: Resource, context: Context) -> Iterator[Finding]:
    if not owned(graph, bucket, "s3.BucketPublicAccessBlock"):
        sentence = "the bucket has no BucketPublicAccessBlock"
        yield lacking(context, "s3.BucketPublicAccessBlock", "missing", sentence)


RULES = (
    ResourceRule(
        id="s3-block-public-access",
        types=("s3.BucketPublicAccessBlock", "s3.AccountPublicAccessBlock", "s3.AccessPoint"),
        criteria=("CC6.1", "CC6.6", "C1.1"),
        severity=Severity.CRITICAL,
        summary="All four settings of Block Public Access are on.",
        fix="Set block_public_acls, ignore_public_acls, block_public_policy and "
        "restrict_public_buckets to True.",
        keys={
            "block-acls": "block_public_acls",
            "ignore-acls": "ignore_public_acls",
            "block-policy": "block_public_policy",
            "restrict-buckets": "restrict_public_buckets",
        },
        reference="Amazon S3 user guide: blocking public access; "
        "Security Hub S3.1, S3.8, S3.19; checkov CKV_AWS_53 to CKV_AWS_56, CKV_AWS_392",
        why="One wrong policy or ACL publishes every object; these settings block access even "
        "then.",
        judge=_judge_switches,
    ),
    StackRule(
        id="s3-bucket-requires-bpa",
        types=("s3.Bucket",),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.CRITICAL,
        summary="Each bucket has its own BucketPublicAccessBlock.",
        fix="Add an s3.BucketPublicAccessBlock with bucket set to this bucket.",
        keys={"missing": "bucket"},
        reference="Amazon S3 user guide: blocking public access; Security Hub S3.8; "
        "checkov CKV2_AWS_6",
        why="Without its own block, one wrong policy is enough to make the bucket public.",
        judge=each_bucket(_judge_bucket, "missing"),
    ),
)
