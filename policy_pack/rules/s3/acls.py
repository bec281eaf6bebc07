"""Disabled access control lists."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    expect,
    items,
)
from soc2_baseline.policy_pack.rules.s3.buckets import dig

OPEN_ACLS = ("public-read", "public-read-write", "authenticated-read")
OPEN_GROUPS = ("/global/AllUsers", "/global/AuthenticatedUsers")
OWNER_ENFORCED = "BucketOwnerEnforced"


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == "aws:s3/bucketOwnershipControls:BucketOwnershipControls":
        yield from expect(
            dig(resource.props, "rule", "objectOwnership"),
            lambda ownership: ownership == OWNER_ENFORCED,
            "ownership",
            "access control lists are enabled",
        )
        return
    yield from expect(
        resource.at("acl"),
        lambda acl: acl not in OPEN_ACLS,
        "acl",
        "the canned ACL allows everybody, or everybody with an AWS account",
    )
    inline = resource.type == "aws:s3/bucket:Bucket"
    grants = resource.at("grants") if inline else resource.at("accessControlPolicy", "grants")
    for grant in items(grants):
        group = dig(grant, "uri") if inline else dig(grant, "grantee", "uri")
        yield from expect(
            group,
            lambda uri: not str(uri).endswith(OPEN_GROUPS),
            "grant",
            "a grant allows everybody, or everybody with an AWS account",
        )


RULES = (
    ResourceRule(
        id="s3-acl-disabled",
        types=("s3.BucketAcl", "s3.BucketOwnershipControls", "s3.Bucket"),
        criteria=("CC6.1", "CC6.6"),
        severity=Severity.HIGH,
        summary="Access control lists are disabled, and none is public.",
        fix='Set rule.object_ownership="BucketOwnerEnforced" and remove ACLs and grants.',
        keys={
            "acl": "acl",
            "grant": "access_control_policy.grants",
            "ownership": "rule.object_ownership",
        },
        reference="Amazon S3 user guide: controlling ownership of objects and disabling ACLs; "
        "Security Hub S3.2, S3.3, S3.12; checkov CKV_AWS_20, CKV_AWS_57, CKV2_AWS_65",
        why="ACLs grant access outside of policies and reviews, object by object, also to "
        "strangers.",
        judge=_judge,
    ),
)
