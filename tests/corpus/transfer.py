"""SFTP for partners, behind a security group."""

import json

import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
logs_service = {
    "Effect": "Allow",
    "Principal": {"Service": f"logs.{REGION}.amazonaws.com"},
    "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    "Resource": "*",
    "Condition": {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:*"}
    },
}
key = aws.kms.Key(
    "transfers",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner, logs_service]}),
)
transfers = aws.cloudwatch.LogGroup("transfers", retention_in_days=400, kms_key_id=key.arn)
aws.transfer.Server(
    "partners",
    protocols=["SFTP"],
    endpoint_type="VPC",
    endpoint_details={
        "vpc_id": "vpc-0123456789abcdef0",
        "subnet_ids": ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
        "security_group_ids": ["sg-0123456789abcdef0"],
    },
    identity_provider_type="SERVICE_MANAGED",
    security_policy_name="TransferSecurityPolicy-2025-03",
    structured_log_destinations=[transfers.arn.apply(lambda arn: f"{arn}:*")],
)
