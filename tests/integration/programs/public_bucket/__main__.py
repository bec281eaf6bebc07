"""A bucket that everybody can read."""

import pulumi_aws as aws

bucket = aws.s3.Bucket("open")
aws.s3.BucketPublicAccessBlock(
    "open",
    bucket=bucket.id,
    block_public_acls=False,
    block_public_policy=False,
    ignore_public_acls=False,
    restrict_public_buckets=False,
)
