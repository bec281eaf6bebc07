"""A migration of a PostgreSQL database inside a VPC."""

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
    "migration",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
subnets = aws.dms.ReplicationSubnetGroup(
    "migration",
    replication_subnet_group_id="migration",
    replication_subnet_group_description="Private subnets",
    subnet_ids=["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
)
aws.dms.ReplicationInstance(
    "migration",
    replication_instance_id="migration",
    replication_instance_class="dms.t3.medium",
    replication_subnet_group_id=subnets.id,
    vpc_security_group_ids=["sg-0123456789abcdef0"],
    publicly_accessible=False,
    kms_key_arn=key.arn,
    multi_az=True,
    auto_minor_version_upgrade=True,
)


def endpoint(kind, **how):
    aws.dms.Endpoint(
        kind,
        endpoint_id=f"orders-{kind}",
        endpoint_type=kind,
        kms_key_arn=key.arn,
        secrets_manager_access_role_arn=f"arn:aws:iam::{ACCOUNT}:role/dms-secrets",
        **how,
    )


secret = f"arn:aws:secretsmanager:eu-central-1:{ACCOUNT}:secret:orders-AbCdEf"
endpoint(
    "source",
    engine_name="postgres",
    database_name="orders",
    secrets_manager_arn=secret,
    ssl_mode="verify-full",
    certificate_arn=f"arn:aws:dms:eu-central-1:{ACCOUNT}:cert:orders",
)
aws.dms.Endpoint(
    "target",
    endpoint_id="orders-target",
    endpoint_type="target",
    engine_name="kafka",
    kms_key_arn=key.arn,
    kafka_settings={
        "broker": "b-1.events.example.com:9094",
        "topic": "orders",
        "security_protocol": "ssl-encryption",
    },
)
