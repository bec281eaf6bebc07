"""Tables of IAM actions: writes that can name their resource, and actions that escalate.

Source: the Service Authorization Reference ("Resource types" of an action's row). These tables
carry no date, because a test compares them with cfn-lint's copy of it at every run. They are small
on purpose: rules ignore actions that are not in them.
"""

from typing import Final, NamedTuple

_WRITES = """
acm: DeleteCertificate
backup: CopyFromBackupVault CopyIntoBackupVault CreateBackupPlan CreateBackupSelection
  CreateBackupVault DeleteBackupPlan DeleteBackupSelection DeleteBackupVault
  DeleteBackupVaultAccessPolicy DeleteBackupVaultLockConfiguration DeleteRecoveryPoint
  PutBackupVaultAccessPolicy PutBackupVaultLockConfiguration StartBackupJob StartRestoreJob
  UpdateBackupPlan UpdateRecoveryPointLifecycle
cloudformation: CreateStack DeleteStack UpdateStack
cloudtrail: DeleteTrail PutEventSelectors StopLogging UpdateTrail
dynamodb: BatchWriteItem CreateTable DeleteBackup DeleteItem DeleteTable PartiQLDelete
  PartiQLInsert PartiQLUpdate PutItem UpdateContinuousBackups UpdateItem UpdateTable
ec2: AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress DeleteSecurityGroup
  DeleteSnapshot DeleteVolume DeleteVpc DeregisterImage ModifyImageAttribute
  ModifyInstanceAttribute ModifySnapshotAttribute RebootInstances RevokeSecurityGroupIngress
  StartInstances StopInstances TerminateInstances
ecr: BatchDeleteImage CompleteLayerUpload DeleteRepository DeleteRepositoryPolicy
  InitiateLayerUpload PutImage SetRepositoryPolicy UploadLayerPart
ecs: DeleteCluster DeleteService RunTask StopTask UpdateService
eks: DeleteCluster UpdateClusterConfig
events: DeleteRule DisableRule PutEvents PutRule PutTargets RemoveTargets
firehose: DeleteDeliveryStream PutRecord PutRecordBatch
guardduty: DeleteDetector UpdateDetector
iam: CreateRole CreateUser DeletePolicy DeleteRole DeleteRolePolicy DeleteUser
  DetachRolePolicy PassRole UpdateRole
kinesis: DeleteStream PutRecord PutRecords
kms: CreateAlias CreateGrant DeleteAlias DeleteImportedKeyMaterial DisableKey
  DisableKeyRotation EnableKey Encrypt GenerateDataKey GenerateDataKeyPair
  GenerateDataKeyWithoutPlaintext GenerateMac ImportKeyMaterial PutKeyPolicy ReEncryptTo
  RevokeGrant ScheduleKeyDeletion Sign UpdateAlias
lambda: AddPermission CreateFunction DeleteFunction InvokeFunction PublishVersion
  RemovePermission UpdateFunctionConfiguration
logs: AssociateKmsKey CreateLogGroup CreateLogStream DeleteLogGroup DeleteLogStream
  DeleteRetentionPolicy DeleteSubscriptionFilter DisassociateKmsKey PutLogEvents
  PutMetricFilter PutRetentionPolicy PutSubscriptionFilter
rds: DeleteDBCluster DeleteDBClusterSnapshot DeleteDBInstance DeleteDBSnapshot
  ModifyDBCluster ModifyDBClusterSnapshotAttribute ModifyDBInstance
  ModifyDBSnapshotAttribute
s3: AbortMultipartUpload BypassGovernanceRetention CreateBucket DeleteBucket
  DeleteBucketPolicy DeleteObject DeleteObjectVersion PutBucketAcl PutBucketLogging
  PutBucketPolicy PutBucketPublicAccessBlock PutBucketVersioning
  PutEncryptionConfiguration PutLifecycleConfiguration PutObject PutObjectAcl
  PutObjectRetention PutObjectTagging PutReplicationConfiguration ReplicateDelete
  ReplicateObject
secretsmanager: CreateSecret DeleteResourcePolicy DeleteSecret PutResourcePolicy
  PutSecretValue RestoreSecret RotateSecret UpdateSecret UpdateSecretVersionStage
sns: AddPermission CreateTopic DeleteTopic Publish RemovePermission SetTopicAttributes
  Subscribe
sqs: AddPermission ChangeMessageVisibility CreateQueue DeleteMessage DeleteQueue
  PurgeQueue RemovePermission SendMessage SetQueueAttributes
ssm: DeleteParameter DeleteParameters PutParameter
states: DeleteStateMachine StartExecution UpdateStateMachine
wafv2: DeleteWebACL UpdateWebACL
"""


def _table(text: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    service = ""
    for line in text.strip().splitlines():
        if not line.startswith(" "):
            service, _, line = line.partition(":")
        table[service] = (*table.get(service, ()), *(f"{service}:{n}" for n in line.split()))
    return table


RESTRICTABLE_WRITES: Final = _table(_WRITES)
"""Common write actions with resource-level permissions, by service prefix."""

SCOPING_KEYS: Final = (
    "aws:ResourceTag/",
    "aws:RequestTag/",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:ResourceOrgPaths",
    "ec2:ResourceTag/",
    "ecs:cluster",
    "iam:PassedToService",
    "iam:ResourceTag/",
    "kms:EncryptionContext:",
    "kms:RequestAlias",
    "kms:ResourceAliases",
    "kms:ViaService",
    "rds:cluster-tag/",
    "rds:db-tag/",
    "s3:ResourceAccount",
    "secretsmanager:ResourceTag/",
    "ssm:resourceTag/",
)
"""Condition keys that narrow resources if the Resource element does not."""

DECRYPTS: Final = ("kms:Decrypt", "kms:ReEncryptFrom")
DECRYPT_KEYS: Final = (
    "aws:ResourceTag/",
    "kms:EncryptionContext:",
    "kms:RequestAlias",
    "kms:ResourceAliases",
    "kms:ViaService",
)


class Escalation(NamedTuple):
    """Actions that together give their holder more permissions than it has.

    ``first`` has to be granted without scope, ``with_any`` (if given) at all. Besides a named
    resource, the statement must hold one of the condition keys in ``held_by``; a key in
    ``or_held_by`` replaces a named resource.
    """

    key: str
    first: str
    with_any: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    or_held_by: tuple[str, ...] = ()


_BOUNDARY = "iam:PermissionsBoundary"
_ATTACH = (_BOUNDARY, "iam:PolicyARN")
_LAUNCHES = (
    "apprunner:CreateService",
    "autoscaling:CreateLaunchConfiguration",
    "batch:RegisterJobDefinition",
    "cloudformation:CreateStack",
    "codebuild:CreateProject",
    "codebuild:UpdateProject",
    "datapipeline:CreatePipeline",
    "ec2:ReplaceIamInstanceProfileAssociation",
    "ec2:RunInstances",
    "ecs:RegisterTaskDefinition",
    "elasticmapreduce:RunJobFlow",
    "glue:CreateDevEndpoint",
    "glue:CreateJob",
    "glue:UpdateJob",
    "lambda:CreateFunction",
    "lambda:UpdateFunctionConfiguration",
    "sagemaker:CreateNotebookInstance",
    "sagemaker:CreateProcessingJob",
    "sagemaker:CreateTrainingJob",
    "states:CreateStateMachine",
)

ESCALATIONS: Final = (
    Escalation("policies", "iam:CreatePolicyVersion"),
    Escalation("policies", "iam:SetDefaultPolicyVersion"),
    Escalation("policies", "iam:AttachUserPolicy", held_by=_ATTACH),
    Escalation("policies", "iam:AttachRolePolicy", held_by=_ATTACH),
    # Groups have no permissions boundary, so actions on them do not support the condition.
    Escalation("policies", "iam:AttachGroupPolicy", held_by=("iam:PolicyARN",)),
    Escalation("policies", "iam:PutGroupPolicy"),
    Escalation("policies", "iam:PutUserPolicy", held_by=(_BOUNDARY,)),
    Escalation("policies", "iam:PutRolePolicy", held_by=(_BOUNDARY,)),
    Escalation("policies", "iam:AddUserToGroup"),
    Escalation("credentials", "iam:CreateAccessKey"),
    Escalation("credentials", "iam:CreateLoginProfile"),
    Escalation("credentials", "iam:UpdateLoginProfile"),
    Escalation("assume", "sts:AssumeRole"),
    Escalation("assume", "iam:UpdateAssumeRolePolicy"),
    Escalation("pass-role", "iam:PassRole", _LAUNCHES, or_held_by=("iam:PassedToService",)),
    Escalation("code", "lambda:UpdateFunctionCode"),
    Escalation("code", "glue:UpdateDevEndpoint"),
    Escalation("code", "sagemaker:CreatePresignedNotebookInstanceUrl"),
    Escalation("code", "ssm:SendCommand"),
    Escalation("code", "ssm:StartSession"),
    Escalation("code", "ec2-instance-connect:SendSSHPublicKey"),
    Escalation("boundary", "iam:DeleteRolePermissionsBoundary"),
    Escalation("boundary", "iam:DeleteUserPermissionsBoundary"),
    Escalation("boundary", "iam:PutRolePermissionsBoundary", held_by=(_BOUNDARY,)),
    Escalation("boundary", "iam:PutUserPermissionsBoundary", held_by=(_BOUNDARY,)),
)
"""Source: published research on IAM privilege escalation, and the condition keys of the IAM page
of the Service Authorization Reference."""

TAG_KEYS: Final = ("aws:ResourceTag/", "iam:ResourceTag/", "ssm:resourceTag/", "ec2:ResourceTag/")
"""Condition keys that narrow a wildcard resource to tagged ones."""

RESOURCES_OF: Final = {
    "ec2-instance-connect": ("ec2",),
    "ssm": ("ssm", "ec2", "ecs"),
    "sts": ("iam",),
}
"""Services whose actions are on resources of others, and the service prefixes of those ARNs."""

_CREDENTIALS = """
codeartifact: GetAuthorizationToken
cognito-identity: GetOpenIdTokenForDeveloperIdentity
dsql: DbConnect DbConnectAdmin
ec2: GetPasswordData
elasticache: Connect
iam: CreateServiceSpecificCredential ResetServiceSpecificCredential UpdateAccessKey
lightsail: GetInstanceAccessDetails GetRelationalDatabaseMasterUserPassword
memorydb: Connect
rds-db: connect
redshift: GetClusterCredentials GetClusterCredentialsWithIAM
redshift-serverless: GetCredentials
secretsmanager: GetSecretValue
ssm: GetParameter GetParameterHistory GetParameters GetParametersByPath
sts: GetFederationToken
"""

_READS = """
codecommit: GitPull
dynamodb: BatchGetItem ExportTableToPointInTime GetItem GetRecords PartiQLSelect Query Scan
ebs: GetSnapshotBlock
es: ESHttpGet ESHttpPost
kinesis: GetRecords
lambda: GetFunction
logs: FilterLogEvents GetLogEvents StartQuery
rds-data: BatchExecuteStatement ExecuteStatement
s3: GetObject GetObjectVersion
sqs: ReceiveMessage
"""

CREDENTIAL_READS: Final = _table(_CREDENTIALS)
"""Actions that return credentials or secrets and can name their resource, by service prefix;
actions that create credentials for others are escalations.
"""

DATA_READS: Final = _table(_READS)
"""Actions that read customers' data and can name their resource, by service prefix."""

READ_KEYS: Final = (
    "aws:ResourceTag/",
    "dynamodb:LeadingKeys",
    "ec2:ResourceTag/",
    "s3:DataAccessPointArn",
    "s3:ExistingObjectTag/",
    "secretsmanager:Name",
    "secretsmanager:ResourceTag/",
    "secretsmanager:SecretId",
    "ssm:resourceTag/",
)
"""Condition keys that narrow the data that is read; an account as a whole is not a scope."""
