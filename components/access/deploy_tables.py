"""Actions of a pipeline: those behind the resource types of this baseline's stacks."""

from enum import StrEnum

from soc2_baseline.components.statements import actions


class DeployTarget(StrEnum):
    """The kinds of stacks that a pipeline deploys."""

    ACCOUNT = "account"
    ORGANIZATION = "organization"
    TENANT = "tenant"


COMMON = """
cloudwatch: *Alarm* Delete* Put* *TagResource
events: Create* Delete* Put* Remove* *TagResource Update*
iam: *AccountAlias *AccountPasswordPolicy
kms: CreateAlias CreateKey DeleteAlias EnableKey* PutKeyPolicy *TagResource UpdateAlias
  UpdateKeyDescription
logs: *KmsKey CreateLog* *MetricFilter Put* *TagResource
s3: CreateBucket DeleteBucket* PutAccount* PutBucket* PutEncryption* PutInventory* PutLifecycle*
  *TagResource
sns: CreateTopic DeleteTopic Set* Subscribe *TagResource Unsubscribe
"""

WRITES = {
    DeployTarget.ACCOUNT: actions("""
access-analyzer: Create* Delete* *TagResource Update*
account: *AlternateContact
backup: Create* Delete* Put* *TagResource Update*
backup-storage: MountCapsule
cloudtrail: *Tags CreateTrail PutInsightSelectors StartLogging
config: Delete* Put* StartConfigurationRecorder *TagResource
dynamodb: CreateTable DeleteTable PutResourcePolicy *TagResource UpdateContinuousBackups UpdateT*
ec2: CreateTags Delete* Disable* Enable* Modify* Revoke*
ecr: PutRegistryS*
elasticmapreduce: PutBlockPublic*
guardduty: Create* Delete* *TagResource Update*
inspector2: Create* Delete* Disable Enable *TagResource Update*
macie2: Create* Enable* *TagResource Update*
scheduler: Create* Delete* *TagResource Update*
securityhub: Batch* Create* Delete* Enable* *TagResource Update*
sqs: CreateQueue DeleteQueue SetQueueAttributes *TagQueue
ssm: *Document *ServiceSetting *TagsToResource
states: Create* Delete* *TagResource Update*
"""),
    DeployTarget.ORGANIZATION: actions("""
budgets: ModifyBudget *TagResource
ce: Create* Delete* *TagResource Update*
cloudtrail: *Tags CreateTrail PutInsightSelectors StartLogging
guardduty: *OrganizationAdminAccount
identitystore: Create* Delete* Update*
inspector2: *DelegatedAdminAccount
macie2: *OrganizationAdminAccount
organizations: Attach* Create* Delete* Deregister* Detach* Disable* Enable* Put* Register* *Tag*
  Update*
securityhub: *OrganizationAdminAccount
sso: Attach* Create* Delete* Detach* Provision* Put* *TagResource Update*
"""),
    DeployTarget.TENANT: actions("""
backup: Create* Delete* Put* *TagResource Update*
backup-storage: MountCapsule
dynamodb: CreateTable DeleteTable PutResourcePolicy *TagResource UpdateContinuousBackups UpdateT*
ec2: *Address* Associate* Attach* Authorize* Create* Delete* Detach* Disassociate* Modify*
  Replace* Revoke*
route53resolver: Associate* Create* Delete* Disassociate* *TagResource Update*
"""),
}


def writes(targets: frozenset[DeployTarget]) -> list[str]:
    """Return the actions that the pipeline of these kinds of stacks needs."""
    found = dict.fromkeys(actions(COMMON))
    for target in DeployTarget:
        found |= dict.fromkeys(WRITES[target] if target in targets else ())
    return list(found)


EVENT_WRITES = actions("""
events: Create* Delete* Put* Remove* *TagResource Update*
""")
"""By ARN too: the IAM user guide has named Amazon EventBridge as sending no aws:ResourceAccount."""

ROLE_GRANTS = actions("""
iam: AttachRolePolicy CreateRole DetachRolePolicy DeleteRolePolicy PutRolePermissionsBoundary
  PutRolePolicy
""")
"""Actions that give or take permissions; only for roles inside a boundary that is named."""

PRINCIPAL_WRITES = actions("""
iam: *RolePolicy CreatePolicy* CreateRole CreateServiceLinkedRole DeletePolicy* DeleteRole PassRole
  PutRolePermissionsBoundary SetDefaultPolicyVersion *TagPolicy *TagRole UpdateAssumeRolePolicy
  UpdateRole*
""")
"""Actions on roles and policies; by name, and with the denials of guardrails."""

CHANGE_POLICY = actions("""
iam: CreatePolicyVersion DeletePolicy* SetDefaultPolicyVersion
""")

IDENTITY_WRITES = actions("""
iam: Add* Attach* Create* Delete* Detach* Put* Remove* Set* Update*
""")
"""Every change of IAM but tags, for denials."""

PASSED_TO = (
    "backup.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "events.amazonaws.com",
    "scheduler.amazonaws.com",
    "ssm.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
)
"""Services that a pipeline hands roles to."""

KEY_USE = actions("""
kms: CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey*
""")
