"""An Aurora PostgreSQL cluster with a writer and a reader, behind a proxy."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
MONITORING = f"arn:aws:iam::{ACCOUNT}:role/rds-monitoring"
PROXY = f"arn:aws:iam::{ACCOUNT}:role/rds-proxy"
CLIENTS = "sg-0a1b2c3d4e5f67890"
SUBNETS = ["subnet-0a1b2c3d4e5f67890", "subnet-0b1c2d3e4f5a67890"]

owner = {
    "Sid": "EnableIamPolicies",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "ledger",
    description="Ledger cluster",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
subnet_group = aws.rds.SubnetGroup("ledger", subnet_ids=SUBNETS)
parameters = aws.rds.ClusterParameterGroup(
    "ledger",
    family="aurora-postgresql16",
    parameters=[{"name": "rds.force_ssl", "value": "1", "apply_method": "pending-reboot"}],
)
cluster = aws.rds.Cluster(
    "ledger",
    cluster_identifier="ledger",
    engine="aurora-postgresql",
    engine_version="16.6",
    storage_encrypted=True,
    kms_key_id=key.arn,
    database_name="ledger",
    master_username="keeper",
    manage_master_user_password=True,
    iam_database_authentication_enabled=True,
    db_subnet_group_name=subnet_group.name,
    db_cluster_parameter_group_name=parameters.name,
    vpc_security_group_ids=[CLIENTS],
    backup_retention_period=35,
    copy_tags_to_snapshot=True,
    deletion_protection=True,
    final_snapshot_identifier="ledger-last",
    enabled_cloudwatch_logs_exports=["postgresql"],
)
for name, zone in {"writer": "eu-central-1a", "reader": "eu-central-1b"}.items():
    aws.rds.ClusterInstance(
        name,
        cluster_identifier=cluster.id,
        engine="aurora-postgresql",
        instance_class="db.r7g.large",
        availability_zone=zone,
        db_subnet_group_name=subnet_group.name,
        publicly_accessible=False,
        monitoring_interval=30,
        monitoring_role_arn=MONITORING,
        performance_insights_enabled=True,
        performance_insights_kms_key_id=key.arn,
    )
aws.rds.Proxy(
    "ledger",
    engine_family="POSTGRESQL",
    role_arn=PROXY,
    vpc_subnet_ids=SUBNETS,
    vpc_security_group_ids=[CLIENTS],
    require_tls=True,
    auths=[
        {
            "auth_scheme": "SECRETS",
            "iam_auth": "REQUIRED",
            "secret_arn": cluster.master_user_secrets[0].secret_arn,
        }
    ],
)
snapshot = aws.rds.ClusterSnapshot(
    "month-end",
    db_cluster_identifier=cluster.id,
    db_cluster_snapshot_identifier="ledger-month-end",
)
aws.rds.ClusterSnapshotCopy(
    "month-end",
    source_db_cluster_snapshot_identifier=snapshot.db_cluster_snapshot_arn,
    target_db_cluster_snapshot_identifier="ledger-month-end-copy",
    kms_key_id=key.arn,
)
