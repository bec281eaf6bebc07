"""A trail for all regions, its bucket under Object Lock, and the log group that alarms read."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
BUCKET, ACCESS_LOGS = "example-trail", "example-access-logs"
TRAIL = f"arn:aws:cloudtrail:eu-central-1:{ACCOUNT}:trail/all-events"
GROUP = f"arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:cloudtrail"


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(principal, actions, resource, condition):
    statement = {"Effect": "Allow", "Principal": principal, "Action": actions}
    return {**statement, "Resource": resource, "Condition": condition}


def private_bucket(name, bucket, days, default, *statements, **lock):
    https_only = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    made = aws.s3.Bucket(name, bucket=bucket, **lock)
    aws.s3.BucketPublicAccessBlock(
        name,
        bucket=made.id,
        block_public_acls=True,
        ignore_public_acls=True,
        block_public_policy=True,
        restrict_public_buckets=True,
    )
    aws.s3.BucketOwnershipControls(
        name, bucket=made.id, rule={"object_ownership": "BucketOwnerEnforced"}
    )
    aws.s3.BucketVersioning(name, bucket=made.id, versioning_configuration={"status": "Enabled"})
    rule = {"apply_server_side_encryption_by_default": default, "bucket_key_enabled": True}
    aws.s3.BucketServerSideEncryptionConfiguration(name, bucket=made.id, rules=[rule])
    tidy = {
        "id": "tidy",
        "status": "Enabled",
        "filter": {},
        "expiration": {"days": days},
        "noncurrent_version_expiration": {"noncurrent_days": 30},
        "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
    }
    aws.s3.BucketLifecycleConfiguration(name, bucket=made.id, rules=[tidy])
    aws.s3.BucketPolicy(name, bucket=made.id, policy=document(https_only, *statements))
    return made


cloudtrail = {"Service": "cloudtrail.amazonaws.com"}
from_trail = {"StringEquals": {"aws:SourceArn": TRAIL}}
key = aws.kms.Key(
    "trail",
    enable_key_rotation=True,
    policy=document(
        {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
            "Action": "kms:*",
            "Resource": "*",
        },
        allow(cloudtrail, ["kms:GenerateDataKey*", "kms:DescribeKey"], "*", from_trail),
        allow(
            {"Service": "logs.eu-central-1.amazonaws.com"},
            ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
            "*",
            {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": GROUP}},
        ),
    ),
)
access_logs = private_bucket(
    "access-logs",
    ACCESS_LOGS,
    400,
    {"sse_algorithm": "AES256"},
    allow(
        {"Service": "logging.s3.amazonaws.com"},
        "s3:PutObject",
        f"arn:aws:s3:::{ACCESS_LOGS}/*",
        {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    ),
)
bucket = private_bucket(
    "trail",
    BUCKET,
    730,
    {"sse_algorithm": "aws:kms", "kms_master_key_id": key.arn},
    allow(cloudtrail, "s3:GetBucketAcl", f"arn:aws:s3:::{BUCKET}", from_trail),
    allow(
        cloudtrail,
        "s3:PutObject",
        f"arn:aws:s3:::{BUCKET}/AWSLogs/{ACCOUNT}/*",
        {"StringEquals": {"aws:SourceArn": TRAIL, "s3:x-amz-acl": "bucket-owner-full-control"}},
    ),
    object_lock_enabled=True,
)
aws.s3.BucketObjectLockConfiguration(
    "trail",
    bucket=bucket.id,
    rule={"default_retention": {"mode": "GOVERNANCE", "days": 400}},
)
aws.s3.BucketLogging(
    "trail", bucket=bucket.id, target_bucket=access_logs.id, target_prefix="trail/"
)

group = aws.cloudwatch.LogGroup(
    "cloudtrail", name="cloudtrail", retention_in_days=400, kms_key_id=key.arn
)
role = aws.iam.Role(
    "cloudtrail",
    assume_role_policy=document(
        {
            "Effect": "Allow",
            "Principal": cloudtrail,
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceArn": TRAIL}},
        }
    ),
)
aws.iam.RolePolicy(
    "cloudtrail",
    role=role.id,
    policy=document(
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": f"{GROUP}:log-stream:{ACCOUNT}_CloudTrail_*",
        }
    ),
)


def selecting(name, **fields):
    chosen = [{"field": field.replace("_", "."), "equals": [v]} for field, v in fields.items()]
    return {"name": name, "field_selectors": chosen}


aws.cloudtrail.Trail(
    "all-events",
    name="all-events",
    s3_bucket_name=bucket.id,
    kms_key_id=key.arn,
    is_multi_region_trail=True,
    enable_log_file_validation=True,
    include_global_service_events=True,
    cloud_watch_logs_group_arn=group.arn.apply(lambda arn: f"{arn}:*"),
    cloud_watch_logs_role_arn=role.arn,
    advanced_event_selectors=[
        selecting("management", eventCategory="Management"),
        selecting("objects", eventCategory="Data", resources_type="AWS::S3::Object"),
        selecting("functions", eventCategory="Data", resources_type="AWS::Lambda::Function"),
    ],
    insight_selectors=[{"insight_type": "ApiCallRateInsight"}],
)
