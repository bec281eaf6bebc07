"""A PostgreSQL database in private subnets, with a replica, a snapshot and its copy."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
VPC = "vpc-0a1b2c3d4e5f67890"
CLIENTS = "sg-0a1b2c3d4e5f67890"
MONITORING = f"arn:aws:iam::{ACCOUNT}:role/rds-monitoring"

owner = {
    "Sid": "EnableIamPolicies",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "orders",
    description="Orders database",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)

table = aws.ec2.RouteTable("orders", vpc_id=VPC)
subnets = [
    aws.ec2.Subnet(f"orders-{zone}", vpc_id=VPC, cidr_block=block, availability_zone=zone)
    for zone, block in {"eu-central-1a": "10.0.8.0/24", "eu-central-1b": "10.0.9.0/24"}.items()
]
for number, subnet in enumerate(subnets):
    aws.ec2.RouteTableAssociation(f"orders-{number}", subnet_id=subnet.id, route_table_id=table.id)
subnet_group = aws.rds.SubnetGroup("orders", subnet_ids=[subnet.id for subnet in subnets])

parameters = aws.rds.ParameterGroup(
    "orders",
    family="postgres16",
    parameters=[
        {"name": "rds.force_ssl", "value": "1"},
        {"name": "log_connections", "value": "1"},
    ],
)
database = aws.rds.Instance(
    "orders",
    identifier="orders",
    engine="postgres",
    engine_version="16.6",
    engine_lifecycle_support="open-source-rds-extended-support-disabled",
    instance_class="db.m7g.large",
    allocated_storage=100,
    storage_type="gp3",
    storage_encrypted=True,
    kms_key_id=key.arn,
    username="keeper",
    manage_master_user_password=True,
    master_user_secret_kms_key_id=key.arn,
    iam_database_authentication_enabled=True,
    db_subnet_group_name=subnet_group.name,
    vpc_security_group_ids=[CLIENTS],
    publicly_accessible=False,
    multi_az=True,
    parameter_group_name=parameters.name,
    backup_retention_period=35,
    copy_tags_to_snapshot=True,
    delete_automated_backups=False,
    deletion_protection=True,
    final_snapshot_identifier="orders-last",
    auto_minor_version_upgrade=True,
    enabled_cloudwatch_logs_exports=["postgresql", "upgrade"],
    monitoring_interval=60,
    monitoring_role_arn=MONITORING,
    performance_insights_enabled=True,
    performance_insights_kms_key_id=key.arn,
)
snapshot = aws.rds.Snapshot(
    "before-migration",
    db_instance_identifier=database.identifier,
    db_snapshot_identifier="orders-before-migration",
    shared_accounts=["444455556666"],
)
aws.rds.SnapshotCopy(
    "before-migration",
    source_db_snapshot_identifier=snapshot.db_snapshot_arn,
    target_db_snapshot_identifier="orders-before-migration-copy",
    kms_key_id=key.arn,
)
