"""Jobs and the catalog of a data lake, encrypted."""

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
    "lake",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner, logs_service]}),
)
security = aws.glue.SecurityConfiguration(
    "lake",
    name="lake",
    encryption_configuration={
        "cloudwatch_encryption": {
            "cloudwatch_encryption_mode": "SSE-KMS",
            "kms_key_arn": key.arn,
        },
        "job_bookmarks_encryption": {
            "job_bookmarks_encryption_mode": "CSE-KMS",
            "kms_key_arn": key.arn,
        },
        "s3_encryption": {"s3_encryption_mode": "SSE-KMS", "kms_key_arn": key.arn},
    },
)
aws.glue.DataCatalogEncryptionSettings(
    "lake",
    data_catalog_encryption_settings={
        "encryption_at_rest": {
            "catalog_encryption_mode": "SSE-KMS",
            "sse_aws_kms_key_id": key.arn,
        },
        "connection_password_encryption": {
            "return_connection_password_encrypted": True,
            "aws_kms_key_id": key.arn,
        },
    },
)
aws.glue.CatalogDatabase("lake", name="lake")
aws.glue.Job(
    "orders",
    role_arn=f"arn:aws:iam::{ACCOUNT}:role/glue-orders",
    glue_version="5.0",
    command={"script_location": "s3://example-jobs/orders.py", "python_version": "3"},
    security_configuration=security.name,
    worker_type="G.1X",
    number_of_workers=2,
)
