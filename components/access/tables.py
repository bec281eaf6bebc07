"""Tables of actions, a line for each service, and what they are read by."""

from soc2_baseline.components.statements import actions

READS = actions("""
access-analyzer: Get* List*
account: Get* List*
backup: Describe* Get* List*
budgets: Describe* List* ViewBudget
cloudtrail: Describe* Get* List* LookupEvents
cloudwatch: Describe* Get* List*
ce: Get* List*
config: BatchGet* Describe* Get* List* SelectResourceConfig
dynamodb: Describe* GetResourcePolicy ListTables ListTagsOfResource
ec2: Describe* GetEbs* GetInstanceMetadataDefaults GetImageBlock* GetSerial* GetSnapshotBlock*
ecr: Describe* GetLifecyclePolicy GetRegistry* GetRepositoryPolicy List*
elasticmapreduce: GetBlockPublic*
events: Describe* List*
guardduty: Get* List*
iam: GenerateCredentialReport GenerateServiceLastAccessedDetails Get* List*
identitystore: Describe* Get* List*
inspector2: BatchGet* Describe* Get* List*
kms: Describe* GetKeyPolicy GetKeyRotationStatus List*
lambda: GetAccount* GetFunctionConfiguration GetPolicy List*
logs: Describe* GetDelivery* List*
macie2: Describe* Get* List*
organizations: Describe* List*
route53resolver: Get* List*
s3: GetAccelerate* GetAccount* GetBucket* GetEncryption* GetInventory* GetLifecycle*
  GetMetrics* GetReplication* ListAllMyBuckets ListTagsForResource
scheduler: Get* List*
secretsmanager: DescribeSecret GetResourcePolicy ListSecret*
securityhub: BatchGet* Describe* Get* List*
sns: Get* List*
sqs: GetQueue* List*
ssm: Describe* GetDocument GetServiceSetting ListDocument* ListTagsForResource
sso: Describe* Get* List*
states: Describe* List*
sts: GetCallerIdentity
tag: Get*
""")
"""Reads of how everything is set up, and of nothing that it holds."""

SECRETS = actions("""
athena: GetQueryResults*
codecommit: GitPull
dynamodb: BatchGetItem ExportTable* GetItem GetRecords PartiQL* Query Scan
ebs: GetSnapshotBlock
ec2: GetConsole* GetPasswordData
kinesis: GetRecords
lambda: GetFunction
logs: FilterLogEvents GetLog* StartLiveTail StartQuery Unmask
rds-data: *Statement
redshift-data: GetStatementResult*
secretsmanager: BatchGetSecretValue GetSecretValue
sqs: ReceiveMessage
ssm: GetParameter* StartSession
""")
"""Actions that hand out secrets and customers' data; objects and keys have denials of their own."""

GUARDS = actions("""
backup: DeleteBackupVault* DeleteRecoveryPoint UpdateRecoveryPointLifecycle
cloudtrail: DeleteTrail PutEventSelectors StopLogging UpdateTrail
config: DeleteConfigurationRecorder DeleteDeliveryChannel StopConfigurationRecorder
ec2: DeleteFlowLogs
guardduty: DeleteDetector Disassociate* StopMonitoringMembers
kms: DisableKey ScheduleKeyDeletion
logs: DeleteLogGroup DeleteLogStream
organizations: LeaveOrganization
s3: BypassGovernanceRetention DeleteObjectVersion*
securityhub: DisableSecurityHub
""")
"""Actions that would end or erase the evidence of what is done."""

ARCHIVE_CHANGES = actions("""
s3: DeleteBucket* DeleteObject* PutBucketObjectLockConfiguration PutBucketPolicy
  PutBucketVersioning PutLifecycleConfiguration
""")
"""Actions that would open or empty the archives; denied for those of the account."""

LEAVING = actions("""
iam: DeleteRolePermissionsBoundary DeleteUserPermissionsBoundary
""")
