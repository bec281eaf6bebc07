"""A key that an outside system still pins to one version, excepted from rotation for a while."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
aws.kms.Key(
    "ledger",
    enable_key_rotation=False,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
