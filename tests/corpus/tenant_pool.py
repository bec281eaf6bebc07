"""A table that all tenants share: a role sees the items of the tenant that its session names."""

import json

import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"
TENANT = "${aws:PrincipalTag/tenant}"
TAGS = {"tenant": "shared"}


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key("orders", enable_key_rotation=True, policy=document(owner), tags=TAGS)
aws.dynamodb.Table(
    "orders",
    name="orders",
    hash_key="pk",
    attributes=[{"name": "pk", "type": "S"}],
    billing_mode="PAY_PER_REQUEST",
    server_side_encryption={"enabled": True, "kms_key_arn": key.arn},
    point_in_time_recovery={"enabled": True},
    deletion_protection_enabled=True,
    tags={**TAGS, "tier": "pool", "backup": "daily"},
)
items = {
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
    "Resource": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/orders",
    "Condition": {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [f"{TENANT}#*"]}},
}
exports = {
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:PutObject"],
    "Resource": f"arn:aws:s3:::example-exports/{TENANT}/*",
}
listing = {
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::example-exports",
    "Condition": {"StringLike": {"s3:prefix": f"{TENANT}/*"}},
}
session = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/request-broker"},
    "Action": ["sts:AssumeRole", "sts:TagSession"],
    "Condition": {"StringLike": {"aws:RequestTag/tenant": "?*"}},
}
role = aws.iam.Role("tenant-session", assume_role_policy=document(session), tags=TAGS)
aws.iam.RolePolicy("tenant-session", role=role.id, policy=document(items, exports, listing))
