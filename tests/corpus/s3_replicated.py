"""A tenant's audit logs, copied to a second region."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT = "111122223333"
HERE, THERE = "eu-central-1", "eu-west-1"

provider = aws.Provider(
    "aws",
    region=HERE,
    allowed_account_ids=[ACCOUNT],
    default_tags={
        "tags": {
            "tenant": "acme",
            "environment": "prod",
            "owner": "records-team",
            "service": "records",
            "data-class": "internal",
            "exposure": "private",
            "repo": "example/records",
            "commit": "0a1b2c3",
            "change-id": "CHG-1042",
            "cost-center": "4711",
        }
    },
)
managed = pulumi.ResourceOptions(provider=provider)
kept = pulumi.ResourceOptions(provider=provider, protect=True)

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}


def key(name, region):
    return aws.kms.Key(
        name,
        region=region,
        enable_key_rotation=True,
        policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
        opts=kept,
    )


def bucket(name, region, service, encryption, **more):
    made = aws.s3.Bucket(name, bucket=f"acme-{name}", region=region, opts=kept, **more)
    arn = f"arn:aws:s3:::acme-{name}"
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
        "Resource": f"{arn}/*",
        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    }
    own = {"bucket": made.id, "region": region, "opts": managed}
    document = {"Version": "2012-10-17", "Statement": [https_only, write]}
    aws.s3.BucketPolicy(name, policy=json.dumps(document), **own)
    aws.s3.BucketPublicAccessBlock(
        name,
        block_public_acls=True,
        ignore_public_acls=True,
        block_public_policy=True,
        restrict_public_buckets=True,
        **own,
    )
    aws.s3.BucketVersioning(name, versioning_configuration={"status": "Enabled"}, **own)
    aws.s3.BucketServerSideEncryptionConfiguration(
        name,
        rules=[{"apply_server_side_encryption_by_default": encryption, "bucket_key_enabled": True}],
        **own,
    )
    tidy = {
        "id": "tidy",
        "status": "Enabled",
        "expiration": {"days": 800},
        "noncurrent_version_expiration": {"noncurrent_days": 30},
        "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
    }
    aws.s3.BucketLifecycleConfiguration(name, rules=[tidy], **own)
    return made


def locked(name, region, archive, requests):
    own = {"bucket": archive.id, "region": region, "opts": managed}
    lock = {"default_retention": {"mode": "GOVERNANCE", "days": 400}}
    aws.s3.BucketObjectLockConfiguration(name, rule=lock, **own)
    aws.s3.BucketLogging(name, target_bucket=requests.id, target_prefix=f"{name}/", **own)


def archive(name, region):
    requests = bucket(
        f"{name}-requests", region, "logging.s3.amazonaws.com", {"sse_algorithm": "AES256"}
    )
    with_key = {"sse_algorithm": "aws:kms", "kms_master_key_id": key(name, region).arn}
    made = bucket(name, region, "delivery.logs.amazonaws.com", with_key, object_lock_enabled=True)
    locked(name, region, made, requests)
    return made


original = archive("audit", HERE)
copy = archive("audit-copy", THERE)
role = aws.iam.Role(
    "replication",
    permissions_boundary=f"arn:aws:iam::{ACCOUNT}:policy/boundary",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "s3.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
                }
            ],
        }
    ),
    opts=managed,
)
aws.s3.BucketReplicationConfig(
    "audit",
    bucket=original.id,
    region=HERE,
    role=role.arn,
    rules=[
        {
            "id": "everything",
            "status": "Enabled",
            "filter": {},
            "priority": 1,
            "delete_marker_replication": {"status": "Enabled"},
            "destination": {"bucket": copy.arn},
        }
    ],
    opts=managed,
)
