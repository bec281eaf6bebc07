"""The most that the role of restore tests can do: make, fill and read what AWS Backup names.

The tenant's boundary knows what carries the tenant's name, and AWS names what a restore test makes.
Under this one the role reaches no store of the tenant, so that a test cannot overwrite one.
"""

from soc2_baseline.components.identity.scope import Scope, allow
from soc2_baseline.components.statements import Conditions, Statement

_RESTORED = "awsbackup-restore-test-*"
_BUCKETS = (
    "s3:CreateBucket",
    "s3:DeleteObject",
    "s3:GetBucketLocation",
    "s3:GetBucketOwnershipControls",
    "s3:GetBucketVersioning",
    "s3:GetObject*",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:ListMultipartUploadParts",
    "s3:PutBucketOwnershipControls",
    "s3:PutBucketVersioning",
    "s3:PutObject",
    "s3:PutObjectAcl",
    "s3:PutObjectTagging",
    "s3:PutObjectVersionAcl",
)
_TABLES = (
    "dynamodb:BatchWriteItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:RestoreTableFromAwsBackup",
    "dynamodb:RestoreTableFromBackup",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
)
_KEYS = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey*",
    "kms:ReEncrypt*",
)
"""Actions that the managed policies for restores allow on buckets, tables and keys."""


def restore_boundary_statements(scope: Scope) -> list[Statement]:
    """Allow restores of one tenant's backups of buckets and tables."""
    # Names of buckets are everybody's: one like this may be another account's.
    own: Conditions = {
        "StringEqualsIfExists": {"aws:ResourceAccount": scope.environment.account_id}
    }
    buckets = scope.environment.arn("s3", _RESTORED, region="", account="")
    grant: Conditions = {**scope.tagged, "Bool": {"kms:GrantIsForAWSResource": "true"}}
    return [
        allow("RestoredBuckets", _BUCKETS, buckets, conditions=own),
        allow("RestoredTables", _TABLES, scope.arn("dynamodb", f"table/{_RESTORED}")),
        allow("OwnBackups", ["dynamodb:RestoreTableFromBackup"], f"{scope.tables}/backup/*"),
        allow("Keys", _KEYS, scope.keys, conditions=scope.tagged),
        allow("GrantKeys", ["kms:CreateGrant"], scope.keys, conditions=grant),
    ]
