"""A MySQL database whose connections are audited, with a replica for reports."""

import pulumi
import pulumi_aws as aws

ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/11112222-3333-4444-5555-666677778888"
MONITORING = f"arn:aws:iam::{ACCOUNT}:role/rds-monitoring"

options = aws.rds.OptionGroup(
    "shop",
    engine_name="mysql",
    major_engine_version="8.4",
    options=[
        {
            "option_name": "MARIADB_AUDIT_PLUGIN",
            "option_settings": [{"name": "SERVER_AUDIT_EVENTS", "value": "CONNECT,QUERY_DDL"}],
        }
    ],
)
parameters = aws.rds.ParameterGroup(
    "shop",
    family="mysql8.4",
    parameters=[{"name": "require_secure_transport", "value": "1"}],
)
common = {
    "instance_class": "db.r7g.large",
    "storage_encrypted": True,
    "kms_key_id": KEY,
    "vpc_security_group_ids": ["sg-0a1b2c3d4e5f67890"],
    "publicly_accessible": False,
    "parameter_group_name": parameters.name,
    "iam_database_authentication_enabled": True,
    "auto_minor_version_upgrade": True,
    "enabled_cloudwatch_logs_exports": ["audit", "error"],
    "monitoring_interval": 60,
    "monitoring_role_arn": MONITORING,
    "performance_insights_enabled": True,
    "performance_insights_kms_key_id": KEY,
    "copy_tags_to_snapshot": True,
    "delete_automated_backups": False,
}
shop = aws.rds.Instance(
    "shop",
    identifier="shop",
    engine="mysql",
    engine_version="8.4.7",
    allocated_storage=200,
    username="keeper",
    # RDS cannot manage the password of a source of read replicas.
    password_wo=pulumi.Config("shop").require_secret("master-password"),
    password_wo_version=1,
    db_subnet_group_name="inner",
    option_group_name=options.name,
    multi_az=True,
    backup_retention_period=35,
    deletion_protection=True,
    final_snapshot_identifier="shop-last",
    **common,
)
aws.rds.Instance("reports", replicate_source_db=shop.identifier, **common)
