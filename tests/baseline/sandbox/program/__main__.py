import json

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
owner = config.get("owner") or "platform"
days = config.get_int("rotation-days") or 365
options = pulumi.ResourceOptions(
    provider=aws.Provider("aws", default_tags={"tags": {"environment": "sandbox"}})
)
tags = {"owner": owner}


def policy(*statements: dict[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


key = aws.kms.Key(
    "key",
    enable_key_rotation=True,
    rotation_period_in_days=days,
    deletion_window_in_days=7,
    tags=tags,
    opts=options,
)
vault = aws.backup.Vault("vault", kms_key_arn=key.arn, tags=tags, opts=options)
aws.backup.VaultPolicy(
    "vault",
    backup_vault_name=vault.name,
    policy=policy(
        {
            "Effect": "Deny",
            "Principal": {"AWS": "*"},
            "Action": ["backup:DeleteRecoveryPoint"],
            "Resource": "*",
        }
    ),
    opts=options,
)
plan = aws.backup.Plan(
    "plan",
    rules=[
        {
            "rule_name": "daily",
            "target_vault_name": vault.name,
            "schedule": "cron(0 5 ? * * *)",
            "lifecycle": {"delete_after": config.get_int("keep-days") or 35},
        }
    ],
    tags=tags,
    opts=options,
)
role = aws.iam.Role(
    "backup",
    assume_role_policy=policy(
        {
            "Effect": "Allow",
            "Principal": {"Service": "backup.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ),
    tags=tags,
    opts=options,
)
aws.backup.Selection(
    "selection",
    plan_id=plan.id,
    iam_role_arn=role.arn,
    selection_tags=[{"type": "STRINGEQUALS", "key": "backup", "value": "daily"}],
    opts=options,
)
restores = aws.backup.RestoreTestingPlan(
    "restores",
    name="restores",
    schedule_expression="cron(0 5 1 * ? *)",
    recovery_point_selection={
        "algorithm": "LATEST_WITHIN_WINDOW",
        "include_vaults": [vault.arn],
        "recovery_point_types": ["SNAPSHOT"],
        "selection_window_days": config.get_int("window-days") or 7,
    },
    tags=tags,
    opts=options,
)
aws.backup.RestoreTestingSelection(
    "restores",
    name="buckets",
    restore_testing_plan_name=restores.name,
    protected_resource_type="S3",
    protected_resource_conditions={
        "string_equals": [{"key": "aws:ResourceTag/backup", "value": "daily"}]
    },
    validation_window_hours=config.get_int("validation-hours"),
    iam_role_arn=role.arn,
    opts=options,
)
aws.s3.AccountPublicAccessBlock(
    "account",
    block_public_acls=True,
    block_public_policy=True,
    ignore_public_acls=True,
    restrict_public_buckets=True,
    opts=options,
)
vpc = aws.ec2.Vpc("vpc", cidr_block="10.0.0.0/16", tags=tags, opts=options)
queries = aws.cloudwatch.LogGroup("queries", retention_in_days=365, tags=tags, opts=options)
query_log = aws.route53.ResolverQueryLogConfig(
    "queries", destination_arn=queries.arn, tags=tags, opts=options
)
aws.route53.ResolverQueryLogConfigAssociation(
    "queries", resolver_query_log_config_id=query_log.id, resource_id=vpc.id, opts=options
)
# moto writes access logs, so there is something to remove with the target.
data, logs = (
    aws.s3.Bucket(name, force_destroy=True, tags=tags, opts=options) for name in ("data", "logs")
)
grant = aws.s3.BucketPolicy(
    "logs",
    bucket=logs.id,
    policy=pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": pulumi.Output.concat(logs.arn, "/*"),
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "logging.s3.amazonaws.com"},
                    "Action": "s3:PutObject",
                    "Resource": pulumi.Output.concat(logs.arn, "/*"),
                },
            ],
        }
    ),
    opts=options,
)
aws.s3.BucketLogging(
    "data",
    bucket=data.id,
    target_bucket=logs.id,
    target_prefix="data/",
    opts=pulumi.ResourceOptions(provider=options.provider, depends_on=[grant]),
)
pulumi.export("owner", owner)
pulumi.export("hidden", pulumi.Output.secret({"nested": [1]}))
