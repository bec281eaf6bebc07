"""Protection of evidence: backups, audit logs, and the keys of both."""

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.own_roles import deploys
from soc2_baseline.components.organization.policies.wording import Denial, sparing
from soc2_baseline.components.statements import Statement, actions

_BACKUPS = """
backup: DeleteBackupVault DeleteBackupVaultAccessPolicy DeleteBackupVaultLockConfiguration
  DeleteBackupVaultNotifications DeleteRecoveryPoint
  DisassociateRecoveryPoint* PutBackupVaultAccessPolicy PutBackupVaultLockConfiguration
  UpdateGlobalSettings UpdateRecoveryPointLifecycle UpdateRegionSettings
"""
_BUCKETS = """
s3: DeleteBucket DeleteBucketPolicy PutBucketAcl PutBucketLogging PutBucketObjectLockConfiguration
  PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock PutBucketVersioning
  PutEncryptionConfiguration PutLifecycleConfiguration PutReplicationConfiguration
"""
_OBJECTS = """
s3: BypassGovernanceRetention DeleteObject DeleteObjectVersion PutObjectLegalHold PutObjectRetention
"""
_KEYS = """
kms: DeleteAlias DisableKey DisableKeyRotation PutKeyPolicy RevokeGrant
  ScheduleKeyDeletion UntagResource UpdateAlias UpdatePrimaryRegion
"""
_TAGGED = """
backup: DeleteBackupPlan DeleteBackupSelection
ec2: DeleteFlowLogs
route53resolver: DeleteResolverQueryLogConfig DisassociateResolverQueryLogConfig
"""
_LOGS = """
logs: DeleteLogGroup DeleteLogStream DeleteMetricFilter DeleteRetentionPolicy
  DeleteSubscriptionFilter DisassociateKmsKey PutLogGroupDeletionProtection PutRetentionPolicy
"""
_LOG_GROUPS = ("/shared/*", "/*/network/*")
"""Log groups of this baseline: the account's, and flow and query logs of tenants."""


def evidence(environment: Environment) -> list[Statement]:
    """Deny destroying backups, audit archives, tagged keys and log groups."""
    spared = sparing(deploys(environment))
    partition = environment.partition
    ours = {**spared, "Null": {"aws:ResourceTag/tenant": "false"}}
    # Excludes grants that AWS services create for the data that they store.
    by_hand = {**ours, "BoolIfExists": {"kms:GrantIsForAWSResource": "false"}}
    return [
        Denial(sid="KeepBackups", actions=actions(_BACKUPS), conditions=spared),
        Denial(
            sid="KeepSharedBuckets",
            actions=actions(_BUCKETS),
            resources=[f"arn:{partition}:s3:::shared-*"],
            conditions=spared,
        ),
        Denial(
            sid="KeepAuditLogs",
            actions=actions(_OBJECTS),
            resources=[f"arn:{partition}:s3:::shared-*-audit-*/*"],
            conditions=spared,
        ),
        Denial(sid="KeepKeys", actions=actions(_KEYS), conditions=ours),
        Denial(sid="KeepKeysToThemselves", actions=["kms:CreateGrant"], conditions=by_hand),
        Denial(
            sid="KeysDieSlowly",
            actions=["kms:ScheduleKeyDeletion"],
            conditions={"NumericLessThan": {"kms:ScheduleKeyDeletionPendingWindowInDays": "30"}},
        ),
        # By tag or name, since product teams have log groups, plans and networks of their own.
        Denial(sid="KeepTagged", actions=actions(_TAGGED), conditions=ours),
        Denial(
            sid="KeepLogs",
            actions=actions(_LOGS),
            resources=[f"arn:{partition}:logs:*:*:log-group:{name}" for name in _LOG_GROUPS],
            conditions=spared,
        ),
    ]
