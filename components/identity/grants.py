"""Permissions on a tenant's resources, as statements that roles are put together from.

The boundary covers all of them (a test holds it to that), so that no role is promised anything that
its boundary takes away. Actions with the resource ``*`` only read, where the Service Authorization
Reference knows no resource for them.
"""

from soc2_baseline.components.identity.scope import TAG, Scope, allow
from soc2_baseline.components.statements import Statement

SESSION_DOCUMENT = "document/SSM-SessionManagerRunShell"

DATA_READS = ("dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan")


def read_stores(scope: Scope) -> list[Statement]:
    """Read objects and items."""
    actions = (*DATA_READS, "s3:GetObject*", "s3:ListBucket*", "s3:ListMultipartUploadParts")
    return [allow("ReadStores", actions, scope.buckets, scope.tables)]


def write_stores(scope: Scope) -> list[Statement]:
    """Write objects and items; versions of objects stay out of reach."""
    actions = (
        "dynamodb:BatchWriteItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:DeleteItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:PutObject",
        "s3:PutObjectTagging",
    )
    return [allow("WriteStores", actions, scope.buckets, scope.tables)]


def use_keys(scope: Scope) -> list[Statement]:
    """Allow to encrypt and decrypt with the tenant's keys."""
    actions = ("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*")
    return [
        allow("UseKeys", (*actions, "kms:ReEncrypt*"), scope.keys, conditions=scope.tagged),
    ]


def read_logs(scope: Scope) -> list[Statement]:
    """Read and search log groups."""
    actions = (
        "logs:DescribeLogStreams",
        "logs:DescribeMetricFilters",
        "logs:DescribeSubscriptionFilters",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:StartQuery",
    )
    return [
        allow("ReadLogs", actions, *scope.log_groups),
        allow("ReadQueries", ["logs:GetQueryResults", "logs:StopQuery"], "*"),
    ]


def read_metrics(_scope: Scope) -> list[Statement]:
    """Read metrics and alarms, and find resources by tag."""
    actions = (
        "cloudwatch:DescribeAlarms",
        "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:ListMetrics",
        "logs:DescribeLogGroups",
        "tag:GetResources",
    )
    return [allow("ReadMetrics", actions, "*")]


def read_configuration(scope: Scope) -> list[Statement]:
    """Read how everything is set up, and nothing of what it holds."""
    by_name = (
        "backup:DescribeBackupVault",
        "backup:GetBackupVaultAccessPolicy",
        "backup:ListRecoveryPointsByBackupVault",
        "dynamodb:Describe*",
        "dynamodb:GetResourcePolicy",
        "dynamodb:ListTagsOfResource",
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListRolePolicies",
        "s3:GetBucket*",
        "s3:GetEncryptionConfiguration",
        "s3:GetInventoryConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
    )
    by_tag = ("kms:DescribeKey", "kms:GetKey*", "kms:ListGrants", "kms:ListResourceTags")
    lists = (
        "backup:DescribeBackupJob",
        "backup:DescribeRestoreJob",
        "backup:GetBackupPlan",
        "backup:GetBackupSelection",
        "backup:List*Jobs",
        "backup:ListBackup*",
        "ec2:DescribeFlowLogs",
        "ec2:DescribeInstances",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroup*",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpc*",
        "iam:ListRoles",
        "kms:ListAliases",
        "s3:ListAllMyBuckets",
        "ssm:DescribeInstanceInformation",
        "ssm:DescribeSessions",
    )
    return [
        allow(
            "ReadSettings",
            by_name,
            scope.buckets,
            scope.tables,
            scope.vaults,
            *scope.principals,
        ),
        allow("ReadKeySettings", by_tag, scope.keys, conditions=scope.tagged),
        allow("ReadLists", lists, "*"),
    ]


def operate_backups(scope: Scope) -> list[Statement]:
    """Allow to start backups and restores, which AWS Backup carries out with the backup role."""
    points = (
        "backup:DescribeRecoveryPoint",
        "backup:GetRecoveryPointRestoreMetadata",
        "backup:StartRestoreJob",
    )
    return [
        allow("StartBackups", ["backup:StartBackupJob"], scope.vaults),
        allow("Restore", points, scope.recovery_points, conditions=scope.tagged),
        pass_backup_role(scope),
    ]


def pass_backup_role(scope: Scope) -> Statement:
    """Allow to pass the tenant's backup role to AWS Backup, and to no other service."""
    return allow(
        "PassBackupRole",
        ["iam:PassRole"],
        scope.iam(f"role/{scope.tenant_id}-backup"),
        conditions={"StringEquals": {"iam:PassedToService": "backup.amazonaws.com"}},
    )


def operate_instances(scope: Scope) -> list[Statement]:
    """Allow to restart instances and open recorded sessions on them, without a port or a key."""
    restarts = ("ec2:RebootInstances", "ec2:StartInstances", "ec2:StopInstances")
    own = ("ssm:ResumeSession", "ssm:TerminateSession")
    return [
        allow("Restart", restarts, scope.instances, conditions=scope.tagged),
        open_sessions(scope),
        allow("SessionDocument", ["ssm:StartSession"], scope.arn("ssm", SESSION_DOCUMENT)),
        allow("OwnSessions", own, scope.own_sessions),
    ]


def open_sessions(scope: Scope) -> Statement:
    """Allow to open sessions on the tenant's instances."""
    return allow(
        "OpenSessions",
        ["ssm:StartSession"],
        scope.instances,
        conditions={"StringEquals": {f"ssm:resourceTag/{TAG}": scope.tenant_id}},
    )
