"""A SQL Server database in a directory, and a PostgreSQL cluster over three zones."""

import pulumi_aws as aws

ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/11112222-3333-4444-5555-666677778888"
MONITORING = f"arn:aws:iam::{ACCOUNT}:role/rds-monitoring"
WATCHED = {
    "monitoring_interval": 60,
    "monitoring_role_arn": MONITORING,
    "performance_insights_enabled": True,
    "performance_insights_kms_key_id": KEY,
}
KEPT = {
    "storage_encrypted": True,
    "kms_key_id": KEY,
    "manage_master_user_password": True,
    "backup_retention_period": 35,
    "copy_tags_to_snapshot": True,
    "deletion_protection": True,
    "publicly_accessible": False,
    "db_subnet_group_name": "inner",
    "vpc_security_group_ids": ["sg-0a1b2c3d4e5f67890"],
}

forced = aws.rds.ParameterGroup(
    "billing",
    family="sqlserver-se-16.0",
    parameters=[{"name": "rds.force_ssl", "value": "1", "apply_method": "pending-reboot"}],
)
aws.rds.Instance(
    "billing",
    engine="sqlserver-se",
    engine_version="16.00",
    license_model="license-included",
    instance_class="db.m6i.xlarge",
    allocated_storage=200,
    username="keeper",
    multi_az=True,
    parameter_group_name=forced.name,
    domain="d-0a1b2c3d4e",
    domain_iam_role_name="rds-directory",
    enabled_cloudwatch_logs_exports=["agent", "error"],
    delete_automated_backups=False,
    final_snapshot_identifier="billing-last",
    **KEPT,
    **WATCHED,
)

# The default parameters of this version refuse connections without TLS.
aws.rds.Cluster(
    "tariffs",
    engine="postgres",
    engine_version="16.6",
    db_cluster_instance_class="db.m6gd.large",
    allocated_storage=100,
    iops=3000,
    storage_type="io2",
    master_username="keeper",
    iam_database_authentication_enabled=True,
    enabled_cloudwatch_logs_exports=["postgresql", "upgrade"],
    final_snapshot_identifier="tariffs-last",
    **KEPT,
    **WATCHED,
)
