"""A notebook inside the VPC."""

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
    "notebooks",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
aws.sagemaker.NotebookInstance(
    "forecasts",
    role_arn=f"arn:aws:iam::{ACCOUNT}:role/forecasts",
    instance_type="ml.t3.medium",
    platform_identifier="notebook-al2023-v1",
    subnet_id="subnet-0aaaaaaaaaaaaaaaa",
    security_groups=["sg-0123456789abcdef0"],
    direct_internet_access="Disabled",
    root_access="Disabled",
    kms_key_id=key.id,
    instance_metadata_service_configuration={"minimum_instance_metadata_service_version": "2"},
)
