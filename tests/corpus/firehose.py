"""Deliveries to a bucket of the data lake, encrypted on the way."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
LAKE = "arn:aws:s3:::example-data-lake"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "deliveries",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
trust = {
    "Effect": "Allow",
    "Principal": {"Service": "firehose.amazonaws.com"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
}
role = aws.iam.Role(
    "deliveries",
    assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
)
write = {
    "Effect": "Allow",
    "Action": ["s3:AbortMultipartUpload", "s3:PutObject"],
    "Resource": f"{LAKE}/deliveries/*",
}
aws.iam.RolePolicy(
    "deliveries",
    role=role.name,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [write]}),
)
aws.kinesis.FirehoseDeliveryStream(
    "deliveries",
    destination="extended_s3",
    server_side_encryption={
        "enabled": True,
        "key_type": "CUSTOMER_MANAGED_CMK",
        "key_arn": key.arn,
    },
    extended_s3_configuration={
        "role_arn": role.arn,
        "bucket_arn": LAKE,
        "prefix": "deliveries/",
        "kms_key_arn": key.arn,
        "compression_format": "GZIP",
    },
)
