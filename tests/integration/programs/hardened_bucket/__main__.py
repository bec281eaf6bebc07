"""The public bucket's hardened twin, in plain pulumi-aws."""

import json

import pulumi_aws as aws

ACCOUNT = "123456789012"


def guarded(name: str, *statements: dict[str, object]) -> aws.s3.Bucket:
    """What every bucket gets."""
    bucket = aws.s3.Bucket(name, bucket=f"unrelated-{name}-{ACCOUNT}")
    arn = f"arn:aws:s3:::unrelated-{name}-{ACCOUNT}"
    aws.s3.BucketPublicAccessBlock(
        name,
        bucket=bucket.id,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
    )
    aws.s3.BucketOwnershipControls(
        name, bucket=bucket.id, rule={"object_ownership": "BucketOwnerEnforced"}
    )
    versioning = aws.s3.BucketVersioning(
        name, bucket=bucket.id, versioning_configuration={"status": "Enabled"}
    )
    aws.s3.BucketLifecycleConfiguration(
        name,
        bucket=versioning.bucket,
        rules=[
            {
                "id": "tidy",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
                "noncurrent_version_expiration": {"noncurrent_days": 90},
            }
        ],
    )
    tls_only = {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    policy = {"Version": "2012-10-17", "Statement": [tls_only, *statements]}
    aws.s3.BucketPolicy(name, bucket=bucket.id, policy=json.dumps(policy))
    return bucket


key = aws.kms.Key(
    "key",
    enable_key_rotation=True,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "AccountDecides",
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                }
            ],
        }
    ),
)
logs = guarded(
    "logs",
    {
        "Sid": "AccessLogs",
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::unrelated-logs-{ACCOUNT}/*",
        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    },
)
aws.s3.BucketServerSideEncryptionConfiguration(
    "logs",
    bucket=logs.id,
    rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
)
data = guarded("data")
aws.s3.BucketServerSideEncryptionConfiguration(
    "data",
    bucket=data.id,
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
aws.s3.BucketLogging("data", bucket=data.id, target_bucket=logs.id, target_prefix="data/")
