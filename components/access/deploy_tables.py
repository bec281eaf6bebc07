"""Write actions of pipelines, for the resource types of this baseline's stacks."""

from enum import StrEnum

from soc2_baseline.components.statements import actions


class DeployTarget(StrEnum):
    """Kinds of stacks that a pipeline deploys."""

    ACCOUNT = "account"
    ORGANIZATION = "organization"
    TENANT = "tenant"


COMMON = """
cloudwatch: *Alarm* Delete* Put* *TagResource
events: Create* Delete* Put* Remove* *TagResource Update*
iam: *AccountAlias *AccountPasswordPolicy
kms: *Alias CreateKey EnableKey* PutKeyPolicy *TagResource UpdateKeyDescription
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
chatbot: *ChannelConfiguration* *TagResource
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
cloudtrail: *OrganizationDelegatedAdmin *Tags CreateTrail PutInsightSelectors StartLogging
guardduty: *OrganizationAdminAccount
iam: *OrganizationsRoot*
identitystore: Create* Delete* Update*
inspector2: *DelegatedAdminAccount
macie2: *OrganizationAdminAccount
organizations: Attach* Create* Delete* Deregister* Detach* Disable* Enable* Move* Put* Register*
  *Tag* Update*
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
    """Return the write actions of a pipeline for these kinds of stacks."""
    found = dict.fromkeys(actions(COMMON))
    for target in DeployTarget:
        found |= dict.fromkeys(WRITES[target] if target in targets else ())
    return list(found)


EVENT_WRITES = actions("""
events: Create* Delete* Put* Remove* *TagResource Update*
""")
"""By ARN too: the IAM user guide listed EventBridge as a service without aws:ResourceAccount."""

ROLE_GRANTS = actions("""
iam: AttachRolePolicy CreateRole DetachRolePolicy DeleteRolePolicy PutRolePermissionsBoundary
  PutRolePolicy
""")
"""Actions that grant or revoke permissions; only for roles with one of the named boundaries."""

PRINCIPAL_WRITES = actions("""
iam: *RolePolicy CreatePolicy* CreateRole CreateServiceLinkedRole DeletePolicy* DeleteRole PassRole
  PutRolePermissionsBoundary SetDefaultPolicyVersion *TagPolicy *TagRole UpdateAssumeRolePolicy
  UpdateRole*
""")
"""Actions on roles and policies; allowed by name, and limited by ``self_protection``."""

CHANGE_POLICY = actions("""
iam: CreatePolicyVersion DeletePolicy* SetDefaultPolicyVersion
""")

IDENTITY_WRITES = actions("""
iam: Add* Attach* Create* Delete* Detach* Put* Remove* Set* Update*
""")
"""All write actions of IAM except for tags, for denials."""

PASSED_TO = (
    "backup.amazonaws.com",
    "chatbot.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "events.amazonaws.com",
    "scheduler.amazonaws.com",
    "ssm.amazonaws.com",
    "states.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
)
"""Services to which a pipeline may pass roles."""

KEY_USE = actions("""
kms: CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey*
""")
