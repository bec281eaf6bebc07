"""Recovery objectives in tags, and backups that meet them, with copies in another region."""

import pulumi_aws as aws

ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555"
COPIES = f"arn:aws:backup:eu-west-1:{ACCOUNT}:backup-vault:copies"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/AWSBackupDefaultServiceRole"

plan = aws.backup.Plan(
    "often",
    name="often",
    rules=[
        {
            "rule_name": "often",
            "target_vault_name": "main",
            "schedule": "cron(0 0/6 * * ? *)",
            "lifecycle": {"delete_after": 35},
            "copy_actions": [{"destination_vault_arn": COPIES, "lifecycle": {"delete_after": 35}}],
        }
    ],
)
aws.backup.Selection(
    "first-tier",
    name="first-tier",
    plan_id=plan.id,
    iam_role_arn=ROLE,
    selection_tags=[{"type": "STRINGEQUALS", "key": "tier", "value": "1"}],
)
for name, schedule in {"weekly": "cron(0 3 ? * SUN *)"}.items():
    aws.backup.RestoreTestingPlan(
        name,
        name=name,
        schedule_expression=schedule,
        recovery_point_selection={
            "algorithm": "LATEST_WITHIN_WINDOW",
            "include_vaults": ["*"],
            "recovery_point_types": ["SNAPSHOT"],
        },
    )
for name, kind in {"tables": "DynamoDB", "volumes": "EBS"}.items():
    aws.backup.RestoreTestingSelection(
        name,
        name=name,
        restore_testing_plan_name="weekly",
        protected_resource_type=kind,
        protected_resource_arns=["*"],
        iam_role_arn=ROLE,
    )

aws.dynamodb.Table(
    "orders",
    name="orders",
    billing_mode="PAY_PER_REQUEST",
    hash_key="id",
    attributes=[{"name": "id", "type": "S"}],
    server_side_encryption={"enabled": True, "kms_key_arn": KEY},
    point_in_time_recovery={"enabled": True},
    deletion_protection_enabled=True,
    tags={"tier": "1", "rto": "4h", "rpo": "15m"},
)
aws.ebs.Volume(
    "files",
    availability_zone="eu-central-1a",
    size=100,
    encrypted=True,
    kms_key_id=KEY,
    tags={"tier": "1", "rto": "8h", "rpo": "6h"},
)
