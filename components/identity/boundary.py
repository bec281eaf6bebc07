"""The permissions boundary: the most that any role of a tenant can ever be allowed.

AWS takes 6,144 characters of a boundary, so its statements are cut by how resources are told apart
and not by purpose; what a person's role grants is always within it.
"""

from soc2_baseline.components.identity.grants import (
    SESSION_DOCUMENT,
    open_sessions,
    pass_backup_role,
)
from soc2_baseline.components.identity.scope import TAG, Scope, allow, deny
from soc2_baseline.components.statements import Conditions, Statement, actions
from soc2_baseline.core.vocabulary import SHARED_TENANT

_NAMED = """
backup: Copy* Describe* Get* List* StartBackupJob
dynamodb: *Item CreateBackup Describe* Get* List* Query RestoreTableFrom* Scan StartAwsBackupJob
ecr: BatchCheckLayerAvailability BatchGetImage GetDownloadUrlForLayer
events: *ableRule DeleteRule DescribeRule ListTargetsByRule PutRule PutTargets RemoveTargets
iam: Get* List*
lambda: InvokeFunction
logs: CreateLogStream Describe* FilterLogEvents GetLogEvents PutLogEvents StartQuery
s3: AbortMultipartUpload DeleteObject Get* List* PutBucketNotification PutInventoryConfiguration
  PutObject PutObject*Acl PutObjectTagging
secretsmanager: DescribeSecret GetSecretValue
sns: Publish
sqs: ChangeMessageVisibility DeleteMessage GetQueue* ReceiveMessage SendMessage
ssm: GetParameter* ResumeSession StartSession TerminateSession
states: StartExecution
"""
_TAGGED = """
backup: DescribeRecoveryPoint GetRecoveryPointRestoreMetadata StartRestoreJob
ec2: RebootInstances StartInstances StopInstances
kms: Decrypt DescribeKey Encrypt GenerateDataKey* GetKey* ListGrants ListResourceTags ReEncrypt*
"""
_LISTED = """
backup: Describe*Job GetBackup* List*
cloudwatch: Describe* GetMetric* ListMetrics
ec2: Describe*
ecr: GetAuthorizationToken
events: ListRules
iam: ListRoles
kms: ListAliases
logs: DescribeLogGroups GetQueryResults StopQuery
s3: ListAllMyBuckets
ssm: Describe* UpdateInstanceInformation
ssmmessages: Create*Channel Open*Channel
tag: GetResources
"""
"""Actions that know no resource: lists, and the channels of the Systems Manager agent."""
_EVIDENCE = """
backup: DeleteBackupVault* DeleteRecoveryPoint PutBackupVault* UpdateRecoveryPointLifecycle
cloudtrail: DeleteTrail PutEventSelectors StopLogging UpdateTrail
config: DeleteConfigurationRecorder StopConfigurationRecorder
ec2: DeleteFlowLogs
guardduty: DeleteDetector
kms: DisableKey PutKeyPolicy ScheduleKeyDeletion
logs: DeleteLog* DeleteRetentionPolicy PutRetentionPolicy
s3: BypassGovernanceRetention DeleteBucket* DeleteObjectVersion* PutBucketPolicy
  PutBucketObjectLockConfiguration PutLifecycleConfiguration
"""


def boundary_statements(scope: Scope, copy_vault_arn: str | None = None) -> list[Statement]:
    """Return the boundary's statements: what the tenant's people and services need, and denials."""
    tagged = (scope.instances, scope.keys, scope.recovery_points)
    grant: Conditions = {**scope.tagged, "Bool": {"kms:GrantIsForAWSResource": "true"}}
    return [
        allow("Named", actions(_NAMED), *_named(scope, copy_vault_arn)),
        allow("Tagged", actions(_TAGGED), *tagged, conditions=scope.tagged),
        allow("Listed", actions(_LISTED), "*"),
        open_sessions(scope),
        pass_backup_role(scope),
        allow("GrantKeys", ["kms:CreateGrant"], scope.keys, conditions=grant),
        allow("TagBackups", ["backup:TagResource"], scope.recovery_points),
        *_denials(scope),
    ]


def _named(scope: Scope, copy_vault_arn: str | None) -> list[str]:
    """Allow everything that carries the tenant's name, and what has a fixed name of AWS."""
    owners = dict.fromkeys((scope.tenant_id, SHARED_TENANT))
    return [
        scope.buckets,
        scope.tables,
        scope.vaults,
        *([copy_vault_arn] if copy_vault_arn else ()),
        *scope.log_groups,
        *scope.principals,
        scope.named("lambda", "function:"),
        scope.named("secretsmanager", "secret:"),
        scope.named("sns"),
        scope.named("sqs"),
        scope.named("states", "stateMachine:"),
        scope.arn("ssm", f"parameter/{scope.tenant_id}/*"),
        scope.arn("ssm", SESSION_DOCUMENT),
        scope.own_sessions,
        *(scope.arn("ecr", f"repository/{owner}-*") for owner in owners),
        # AWS Backup follows changes in buckets by rules of this name.
        scope.arn("events", "rule/AwsBackupManagedRule*"),
    ]


def _denials(scope: Scope) -> list[Statement]:
    """Deny what the allowances leave out, for those whom a missing allowance does not stop.

    A resource policy that names a role's session goes past a boundary that is merely silent (IAM
    user guide: evaluating effective permissions with boundaries).
    """
    own = list(dict.fromkeys((scope.tenant_id, SHARED_TENANT)))
    others: Conditions = {
        "StringNotEquals": {f"aws:ResourceTag/{TAG}": own},
        "Null": {f"aws:ResourceTag/{TAG}": "false"},
    }
    unbound = {"StringNotEquals": {"iam:PermissionsBoundary": scope.boundary_arn}}
    change = "iam: CreatePolicyVersion DeletePolicy* SetDefaultPolicyVersion"
    make = """
iam: AttachRolePolicy CreateRole CreateUser PutRolePermissionsBoundary PutRolePolicy
  PutUserPermissionsBoundary
"""
    leave = "iam: DeleteRolePermissionsBoundary DeleteUserPermissionsBoundary"
    return [
        deny("OtherTenants", ["*"], "*", conditions=others),
        deny("ChangingBoundary", actions(change), scope.boundary_arn),
        deny("UnboundPrincipals", actions(make), "*", conditions=unbound),
        deny("LeavingBoundary", actions(leave), "*"),
        deny("LosingEvidence", actions(_EVIDENCE), "*"),
    ]
