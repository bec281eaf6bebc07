"""A bucket that applications reach through an access point in their VPC."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
BUCKET = "arn:aws:s3:::example-exports"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "exports",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
delegation = {
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": ["s3:GetObject", "s3:ListBucket"],
    "Resource": [BUCKET, f"{BUCKET}/*"],
    "Condition": {"StringEquals": {"s3:DataAccessPointAccount": ACCOUNT}},
}
https_only = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": [BUCKET, f"{BUCKET}/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}

exports = aws.s3.Bucket("exports", bucket="example-exports")
aws.s3.BucketPublicAccessBlock(
    "exports",
    bucket=exports.id,
    block_public_acls=True,
    ignore_public_acls=True,
    block_public_policy=True,
    restrict_public_buckets=True,
)
aws.s3.BucketServerSideEncryptionConfiguration(
    "exports",
    bucket=exports.id,
    rules=[
        {
            "apply_server_side_encryption_by_default": {
                "sse_algorithm": "aws:kms",
                "kms_master_key_id": key.arn,
            },
            "bucket_key_enabled": True,
        }
    ],
)
aws.s3.BucketVersioning(
    "exports", bucket=exports.id, versioning_configuration={"status": "Enabled"}
)
aws.s3.BucketLogging(
    "exports", bucket=exports.id, target_bucket="central-access-logs", target_prefix="exports/"
)
aws.s3.BucketLifecycleConfiguration(
    "exports",
    bucket=exports.id,
    rules=[
        {
            "id": "tidy",
            "status": "Enabled",
            "expiration": {"days": 30},
            "noncurrent_version_expiration": {"noncurrent_days": 30},
            "abort_incomplete_multipart_upload": {"days_after_initiation": 1},
        }
    ],
)
aws.s3.BucketPolicy(
    "exports",
    bucket=exports.id,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [https_only, delegation]}),
)


def reader(principal, point):
    statement = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:eu-central-1:{ACCOUNT}:accesspoint/{point}/object/*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


aws.s3.AccessPoint(
    "reports",
    name="reports",
    bucket=exports.id,
    vpc_configuration={"vpc_id": "vpc-0123456789abcdef0"},
    public_access_block_configuration={
        "block_public_acls": True,
        "ignore_public_acls": True,
        "block_public_policy": True,
        "restrict_public_buckets": True,
    },
    policy=reader("*", "reports"),
)
aws.s3.AccessPoint(
    "archive",
    name="archive",
    bucket=exports.id,
    policy=reader({"AWS": f"arn:aws:iam::{ACCOUNT}:role/archive"}, "archive"),
)
