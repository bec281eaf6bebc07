"""A customer managed key with an alias, whose policy leaves its use to IAM."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

administrators = {
    "Sid": "Administration",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/KeyAdministrators"},
    "Action": ["kms:Describe*", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource"],
    "Resource": "*",
}
through_s3 = {
    "Sid": "UseThroughS3",
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
    "Resource": "*",
    "Condition": {
        "StringEquals": {
            "kms:CallerAccount": ACCOUNT,
            "kms:ViaService": "s3.eu-central-1.amazonaws.com",
        }
    },
}
owner = {
    "Sid": "EnableIamPolicies",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}

key = aws.kms.Key(
    "documents",
    description="Customer documents",
    enable_key_rotation=True,
    rotation_period_in_days=180,
    deletion_window_in_days=30,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner, administrators, through_s3]}),
)
aws.kms.Alias("documents", name="alias/documents", target_key_id=key.key_id)
aws.kms.Grant(
    "reader",
    key_id=key.key_id,
    grantee_principal=f"arn:aws:iam::{ACCOUNT}:role/reader",
    operations=["Decrypt"],
    constraints=[{"encryption_context_equals": {"department": "records"}}],
)
