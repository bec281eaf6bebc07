"""Backups of a volume and a table: kept from deletion, and restored on a schedule."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/AWSBackupDefaultServiceRole"

vault = aws.backup.Vault("main", name="main", kms_key_arn=KEY)
aws.backup.VaultLockConfiguration(
    "main", backup_vault_name=vault.name, min_retention_days=7, max_retention_days=400
)
aws.backup.VaultPolicy(
    "main",
    backup_vault_name=vault.name,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Deny",
                "Principal": "*",
                "Action": ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
                "Resource": "*",
            },
        }
    ),
)
plan = aws.backup.Plan(
    "daily",
    name="daily",
    rules=[
        {
            "rule_name": "daily",
            "target_vault_name": vault.name,
            "schedule": "cron(0 5 * * ? *)",
            "lifecycle": {"delete_after": 35},
        }
    ],
)
aws.backup.Selection(
    "tagged",
    name="tagged",
    plan_id=plan.id,
    iam_role_arn=ROLE,
    selection_tags=[{"type": "STRINGEQUALS", "key": "backup", "value": "daily"}],
)
drill = aws.backup.RestoreTestingPlan(
    "weekly",
    name="weekly",
    schedule_expression="cron(0 3 ? * SUN *)",
    recovery_point_selection={
        "algorithm": "LATEST_WITHIN_WINDOW",
        "include_vaults": [vault.arn],
        "recovery_point_types": ["SNAPSHOT"],
    },
)
for name, kind in (("tables", "DynamoDB"), ("volumes", "EBS")):
    aws.backup.RestoreTestingSelection(
        name,
        name=name,
        restore_testing_plan_name=drill.name,
        protected_resource_type=kind,
        protected_resource_arns=["*"],
        iam_role_arn=ROLE,
    )
TAKEN = {"backup": "daily"}
aws.dynamodb.Table(
    "orders",
    name="orders",
    billing_mode="PAY_PER_REQUEST",
    hash_key="id",
    attributes=[{"name": "id", "type": "S"}],
    server_side_encryption={"enabled": True, "kms_key_arn": KEY},
    point_in_time_recovery={"enabled": True},
    deletion_protection_enabled=True,
    tags=TAKEN,
)
aws.ebs.Volume(
    "files",
    availability_zone="eu-central-1a",
    size=100,
    encrypted=True,
    kms_key_id=KEY,
    tags=TAKEN,
)
