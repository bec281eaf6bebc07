"""Customers' records in a table and a file server, with an end, an audit trail and backups."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
TAGS = {
    "data-class": "personal",
    "exposure": "private",
    "repo": "example/crm",
    "commit": "4f1c2ab",
    "change-id": "CH-7",
}

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "customers",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
    tags=TAGS,
)
aws.dynamodb.Table(
    "customers",
    hash_key="id",
    attributes=[{"name": "id", "type": "S"}],
    billing_mode="PAY_PER_REQUEST",
    server_side_encryption={"enabled": True, "kms_key_arn": key.arn},
    point_in_time_recovery={"enabled": True},
    deletion_protection_enabled=True,
    ttl={"attribute_name": "expires", "enabled": True},
    tags=TAGS,
)
aws.cloudwatch.LogGroup("customers", retention_in_days=400, kms_key_id=key.arn, tags=TAGS)
aws.fsx.WindowsFileSystem(
    "contracts",
    active_directory_id="d-0123456789",
    deployment_type="MULTI_AZ_1",
    subnet_ids=["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
    preferred_subnet_id="subnet-0a1b2c3d4e5f60001",
    storage_capacity=300,
    throughput_capacity=32,
    kms_key_id=key.arn,
    audit_log_configuration={"file_access_audit_log_level": "SUCCESS_AND_FAILURE"},
    tags=TAGS,
)
aws.keyspaces.Table(
    "consents",
    keyspace_name="crm",
    table_name="consents",
    schema_definition={
        "columns": [{"name": "id", "type": "text"}],
        "partition_keys": [{"name": "id"}],
    },
    encryption_specification={
        "type": "CUSTOMER_MANAGED_KMS_KEY",
        "kms_key_identifier": key.arn,
    },
    point_in_time_recovery={"status": "ENABLED"},
    tags=TAGS,
)
