"""An on-demand table with a replica, for orders."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

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
    )


orders = aws.dynamodb.Table(
    "orders",
    name="orders",
    region="eu-central-1",
    billing_mode="PAY_PER_REQUEST",
    hash_key="id",
    attributes=[{"name": "id", "type": "S"}],
    stream_enabled=True,
    stream_view_type="NEW_AND_OLD_IMAGES",
    server_side_encryption={"enabled": True, "kms_key_arn": key("orders", "eu-central-1").arn},
    point_in_time_recovery={"enabled": True, "recovery_period_in_days": 35},
    deletion_protection_enabled=True,
    replicas=[
        {
            "region_name": "eu-west-1",
            "kms_key_arn": key("orders-replica", "eu-west-1").arn,
            "point_in_time_recovery": True,
            "deletion_protection_enabled": True,
        }
    ],
)
readers = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/reports"},
    "Action": ["dynamodb:GetItem", "dynamodb:Query"],
    "Resource": f"arn:aws:dynamodb:eu-central-1:{ACCOUNT}:table/orders",
}
aws.dynamodb.ResourcePolicy(
    "orders",
    resource_arn=orders.arn,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [readers]}),
)
