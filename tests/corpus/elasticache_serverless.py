"""A serverless cache."""

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
    "prices",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
application = aws.elasticache.User(
    "prices",
    engine="valkey",
    user_id="prices",
    user_name="prices",
    access_string="on ~price:* +@read +@write",
    authentication_mode={"type": "iam"},
)
users = aws.elasticache.UserGroup(
    "prices", engine="valkey", user_group_id="prices", user_ids=[application.user_id]
)
aws.elasticache.ServerlessCache(
    "prices",
    engine="valkey",
    major_engine_version="8",
    kms_key_id=key.arn,
    user_group_id=users.user_group_id,
    subnet_ids=["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
    security_group_ids=["sg-0123456789abcdef0"],
    snapshot_retention_limit=3,
    daily_snapshot_time="03:00",
)
