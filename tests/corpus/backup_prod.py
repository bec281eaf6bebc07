"""Production backups of one tenant: locked, protected, and copied to a second region."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT = "111122223333"
COPIES = f"arn:aws:backup:eu-west-1:{ACCOUNT}:backup-vault:acme-copies"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/AWSBackupDefaultServiceRole"
TAGS = {
    "tenant": "acme",
    "environment": "prod",
    "data-class": "restricted",
    "exposure": "private",
    "owner": "platform",
    "service": "orders",
    "repo": "example/platform",
    "commit": "5f3a2c1",
    "change-id": "CHG-1042",
}
PROTECTED = pulumi.ResourceOptions(protect=True)


def document(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Resource": "*", **statement}]})


key = aws.kms.Key(
    "backups",
    enable_key_rotation=True,
    policy=document(
        Effect="Allow", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, Action="kms:*"
    ),
    tags=TAGS,
    opts=PROTECTED,
)
vault = aws.backup.Vault("acme", name="acme", kms_key_arn=key.arn, tags=TAGS, opts=PROTECTED)
aws.backup.VaultPolicy(
    "acme",
    backup_vault_name=vault.name,
    policy=document(
        Effect="Deny",
        Principal="*",
        Action=["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
    ),
)
LOCKED = {"acme": 35}
for name, days in LOCKED.items():
    aws.backup.VaultLockConfiguration(
        name, backup_vault_name=vault.name, min_retention_days=days, max_retention_days=400
    )
plan = aws.backup.Plan(
    "acme",
    name="acme",
    rules=[
        {
            "rule_name": "daily",
            "target_vault_name": vault.name,
            "schedule": "cron(0 5 * * ? *)",
            "lifecycle": {"delete_after": 35},
            "copy_actions": [{"destination_vault_arn": COPIES}],
        }
    ],
    tags=TAGS,
)
aws.backup.Selection(
    "acme",
    name="acme",
    plan_id=plan.id,
    iam_role_arn=ROLE,
    selection_tags=[{"type": "STRINGEQUALS", "key": "tenant", "value": "acme"}],
)
aws.dynamodb.Table(
    "orders",
    name="acme-orders",
    billing_mode="PAY_PER_REQUEST",
    hash_key="id",
    attributes=[{"name": "id", "type": "S"}],
    server_side_encryption={"enabled": True, "kms_key_arn": key.arn},
    point_in_time_recovery={"enabled": True},
    deletion_protection_enabled=True,
    tags=TAGS,
    opts=PROTECTED,
)
drill = aws.backup.RestoreTestingPlan(
    "acme",
    name="acme",
    schedule_expression="cron(0 3 ? * SUN *)",
    recovery_point_selection={
        "algorithm": "LATEST_WITHIN_WINDOW",
        "include_vaults": [vault.arn],
        "recovery_point_types": ["SNAPSHOT"],
    },
    tags=TAGS,
)
aws.backup.RestoreTestingSelection(
    "tables",
    name="tables",
    restore_testing_plan_name=drill.name,
    protected_resource_type="DynamoDB",
    protected_resource_arns=["*"],
    iam_role_arn=ROLE,
)
