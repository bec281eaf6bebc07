"""A log group for audit events in production, kept from deletion."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT = "111122223333"
TAGS = {
    "tenant": "shared",
    "environment": "prod",
    "data-class": "restricted",
    "exposure": "private",
    "owner": "security",
    "service": "audit-archive",
    "repo": "example/security",
    "commit": "5f3a2c1",
    "change-id": "CHG-1042",
}

statements = [
    {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "kms:*",
        "Resource": "*",
    },
    {
        "Effect": "Allow",
        "Principal": {"Service": "logs.eu-central-1.amazonaws.com"},
        "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"],
        "Resource": "*",
        "Condition": {
            "ArnLike": {
                "kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:eu-central-1:{ACCOUNT}:*"
            }
        },
    },
]
key = aws.kms.Key(
    "audit",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": statements}),
    tags=TAGS,
    opts=pulumi.ResourceOptions(protect=True),
)
aws.cloudwatch.LogGroup(
    "audit",
    retention_in_days=731,
    kms_key_id=key.arn,
    deletion_protection_enabled=True,
    tags=TAGS,
    opts=pulumi.ResourceOptions(protect=True),
)
