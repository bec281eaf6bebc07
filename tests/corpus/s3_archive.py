"""An archive of delivered logs that nobody can delete before a year has passed."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
delivery = {
    "Effect": "Allow",
    "Principal": {"Service": "delivery.logs.amazonaws.com"},
    "Action": ["kms:GenerateDataKey*", "kms:DescribeKey"],
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
}
key = aws.kms.Key(
    "archive",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner, delivery]}),
)


def policy(name, bucket, service, key_pattern):
    arn = f"arn:aws:s3:::example-{name}"
    https_only = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    write = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "s3:PutObject",
        "Resource": f"{arn}/{key_pattern}",
        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    }
    document = {"Version": "2012-10-17", "Statement": [https_only, write]}
    aws.s3.BucketPolicy(name, bucket=bucket.id, policy=json.dumps(document))


def kept(name, bucket, noncurrent):
    aws.s3.BucketPublicAccessBlock(
        name,
        bucket=bucket.id,
        block_public_acls=True,
        ignore_public_acls=True,
        block_public_policy=True,
        restrict_public_buckets=True,
    )
    aws.s3.BucketVersioning(name, bucket=bucket.id, versioning_configuration={"status": "Enabled"})
    aws.s3.BucketLifecycleConfiguration(
        name,
        bucket=bucket.id,
        rules=[
            {
                "id": "tidy",
                "status": "Enabled",
                "expiration": {"days": 730},
                "noncurrent_version_expiration": {"noncurrent_days": noncurrent},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
            }
        ],
    )


def encrypted(name, bucket, **default):
    aws.s3.BucketServerSideEncryptionConfiguration(
        name,
        bucket=bucket.id,
        rules=[{"apply_server_side_encryption_by_default": default, "bucket_key_enabled": True}],
    )


requests = aws.s3.Bucket("requests", bucket="example-requests")
kept("requests", requests, 30)
encrypted("requests", requests, sse_algorithm="AES256")
policy("requests", requests, "logging.s3.amazonaws.com", "*")

archive = aws.s3.Bucket("archive", bucket="example-archive", object_lock_enabled=True)
kept("archive", archive, 1)
encrypted("archive", archive, sse_algorithm="aws:kms", kms_master_key_id=key.arn)
policy("archive", archive, "delivery.logs.amazonaws.com", f"AWSLogs/{ACCOUNT}/*")
aws.s3.BucketLogging(
    "archive", bucket=archive.id, target_bucket=requests.id, target_prefix="archive/"
)
aws.s3.BucketObjectLockConfiguration(
    "archive",
    bucket=archive.id,
    rule={"default_retention": {"mode": "GOVERNANCE", "days": 365}},
)
