"""A bucket from the days before its settings were resources of their own."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "invoices",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)


def policy(name, *statements):
    arn = f"arn:aws:s3:::{name}"
    https_only = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [https_only, *statements]})


def lifecycle(days):
    return [
        {
            "enabled": True,
            "abort_incomplete_multipart_upload_days": 7,
            "expiration": {"days": days},
            "noncurrent_version_expiration": {"days": 90},
        }
    ]


def kept_private(name, bucket):
    aws.s3.BucketPublicAccessBlock(
        name,
        bucket=bucket.id,
        block_public_acls=True,
        ignore_public_acls=True,
        block_public_policy=True,
        restrict_public_buckets=True,
    )


delivery = {
    "Effect": "Allow",
    "Principal": {"Service": "logging.s3.amazonaws.com"},
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::example-requests/*",
    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
}
requests = aws.s3.Bucket(
    "requests",
    bucket="example-requests",
    versioning={"enabled": True},
    lifecycle_rules=lifecycle(400),
    policy=policy("example-requests", delivery),
)
kept_private("requests", requests)

invoices = aws.s3.Bucket(
    "invoices",
    bucket="example-invoices",
    acl="private",
    versioning={"enabled": True},
    server_side_encryption_configuration={
        "rule": {
            "apply_server_side_encryption_by_default": {
                "sse_algorithm": "aws:kms",
                "kms_master_key_id": key.arn,
            },
            "bucket_key_enabled": True,
        }
    },
    logging={"target_bucket": requests.id, "target_prefix": "invoices/"},
    lifecycle_rules=lifecycle(3650),
    policy=policy("example-invoices"),
    tags={"data-class": "internal"},
)
kept_private("invoices", invoices)
