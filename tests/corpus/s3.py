"""Customer documents in a bucket whose requests are logged to another one."""

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
    "documents",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)


def arn(name):
    return f"arn:aws:s3:::example-{name}"


def https_only(arn):
    return {
        "Sid": "HttpsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def policy(name, bucket, *statements):
    document = {"Version": "2012-10-17", "Statement": [https_only(arn(name)), *statements]}
    aws.s3.BucketPolicy(name, bucket=bucket.id, policy=json.dumps(document))


def kept_private(name, bucket):
    aws.s3.BucketPublicAccessBlock(
        name,
        bucket=bucket.id,
        block_public_acls=True,
        ignore_public_acls=True,
        block_public_policy=True,
        restrict_public_buckets=True,
    )
    aws.s3.BucketOwnershipControls(
        name, bucket=bucket.id, rule={"object_ownership": "BucketOwnerEnforced"}
    )
    aws.s3.BucketVersioning(name, bucket=bucket.id, versioning_configuration={"status": "Enabled"})


def encrypted(name, bucket, **default):
    aws.s3.BucketServerSideEncryptionConfiguration(
        name,
        bucket=bucket.id,
        rules=[{"apply_server_side_encryption_by_default": default, "bucket_key_enabled": True}],
    )


def expiring(name, bucket, days):
    aws.s3.BucketLifecycleConfiguration(
        name,
        bucket=bucket.id,
        rules=[
            {
                "id": "tidy",
                "status": "Enabled",
                "filter": {},
                "expiration": {"days": days},
                "noncurrent_version_expiration": {"noncurrent_days": 90},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
            }
        ],
    )


receives_logs = {
    "Sid": "AccessLogs",
    "Effect": "Allow",
    "Principal": {"Service": "logging.s3.amazonaws.com"},
    "Action": "s3:PutObject",
    "Resource": f"{arn('access-logs')}/*",
    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
}
read_by_colleagues = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": "s3:GetObject",
    "Resource": f"{arn('documents')}/*",
    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorg"}},
}


access_logs = aws.s3.Bucket("access-logs", bucket="example-access-logs")
kept_private("access-logs", access_logs)
encrypted("access-logs", access_logs, sse_algorithm="AES256")
expiring("access-logs", access_logs, 400)
policy("access-logs", access_logs, receives_logs)

documents = aws.s3.Bucket("documents", bucket="example-documents", tags={"data-class": "personal"})
kept_private("documents", documents)
encrypted("documents", documents, sse_algorithm="aws:kms", kms_master_key_id=key.arn)
expiring("documents", documents, 730)
policy("documents", documents, read_by_colleagues)
aws.s3.BucketLogging(
    "documents", bucket=documents.id, target_bucket=access_logs.id, target_prefix="documents/"
)
aws.s3.AccountPublicAccessBlock(
    "account",
    block_public_acls=True,
    ignore_public_acls=True,
    block_public_policy=True,
    restrict_public_buckets=True,
)
