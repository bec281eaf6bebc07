"""What the stand-ins are for in an organization."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT = "123456789012"
SECURITY = "210987654321"
TYPES = [
    "SERVICE_CONTROL_POLICY",
    "RESOURCE_CONTROL_POLICY",
    "TAG_POLICY",
    "BACKUP_POLICY",
    "AISERVICES_OPT_OUT_POLICY",
    "DECLARATIVE_POLICY_EC2",
]
CONTENT = json.dumps({"Version": "2012-10-17", "Statement": []})
provider = aws.Provider("home", region="eu-central-1")
own = pulumi.ResourceOptions(provider=provider)


def after(*resources: pulumi.Resource) -> pulumi.ResourceOptions:
    """The provider, and what has to be there first."""
    return pulumi.ResourceOptions(provider=provider, depends_on=resources)


organization = aws.organizations.Organization(
    "organization",
    feature_set="ALL",
    enabled_policy_types=TYPES,
    aws_service_access_principals=[
        f"{service}.amazonaws.com"
        for service in ("backup", "cloudtrail", "guardduty", "iam", "inspector2", "macie", "sso")
    ],
    opts=own,
)
unit = aws.organizations.OrganizationalUnit(
    "workloads", name="Workloads", parent_id=organization.roots[0]["id"], opts=own
)
for kind in TYPES:
    policy = aws.organizations.Policy(
        kind.lower(), name=kind.lower(), type=kind, content=CONTENT, opts=after(organization)
    )
    aws.organizations.PolicyAttachment(
        kind.lower(), policy_id=policy.id, target_id=unit.id, opts=own
    )
aws.organizations.ResourcePolicy(
    "delegation", content=CONTENT, tags={"owner": "platform"}, opts=after(organization)
)
for service in ("backup", "config", "access-analyzer", "inspector2", "cloudtrail"):
    aws.organizations.DelegatedAdministrator(
        service,
        account_id=SECURITY,
        service_principal=f"{service}.amazonaws.com",
        opts=after(organization),
    )
aws.iam.OrganizationsFeatures(
    "root",
    enabled_features=["RootCredentialsManagement", "RootSessions"],
    opts=after(organization),
)
hub = aws.securityhub.Account("hub", enable_default_standards=False, opts=own)
aws.guardduty.OrganizationAdminAccount(
    "guardduty", admin_account_id=SECURITY, opts=after(organization)
)
aws.securityhub.OrganizationAdminAccount(
    "securityhub", admin_account_id=SECURITY, opts=after(organization, hub)
)
aws.macie2.OrganizationAdminAccount("macie", admin_account_id=SECURITY, opts=after(organization))
aws.inspector2.DelegatedAdminAccount("inspector", account_id=SECURITY, opts=after(organization))
aws.budgets.Budget(
    "monthly",
    name="monthly",
    budget_type="COST",
    limit_amount="1000",
    limit_unit="USD",
    time_unit="MONTHLY",
    notifications=[
        {
            "comparison_operator": "GREATER_THAN",
            "notification_type": "FORECASTED",
            "threshold": 100,
            "threshold_type": "PERCENTAGE",
            "subscriber_email_addresses": ["cost@example.com"],
        }
    ],
    tags={"owner": "platform"},
    opts=own,
)
monitor = aws.costexplorer.AnomalyMonitor(
    "services",
    name="services",
    monitor_type="DIMENSIONAL",
    monitor_dimension="SERVICE",
    tags={"owner": "platform"},
    opts=own,
)
aws.costexplorer.AnomalySubscription(
    "daily",
    name="daily",
    frequency="DAILY",
    monitor_arn_lists=[monitor.arn],
    subscribers=[{"type": "EMAIL", "address": "cost@example.com"}],
    threshold_expression={
        "dimension": {
            "key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            "match_options": ["GREATER_THAN_OR_EQUAL"],
            "values": ["100"],
        }
    },
    opts=own,
)
instances = aws.ssoadmin.get_instances_output(opts=pulumi.InvokeOptions(provider=provider))
instance, store = instances.arns[0], instances.identity_store_ids[0]
group = aws.identitystore.Group(
    "auditors", identity_store_id=store, display_name="auditors", opts=own
)
user = aws.identitystore.User(
    "someone",
    identity_store_id=store,
    user_name="someone@example.com",
    display_name="Someone",
    name={"given_name": "Some", "family_name": "One"},
    emails={"value": "someone@example.com", "primary": True},
    opts=own,
)
aws.identitystore.GroupMembership(
    "someone",
    identity_store_id=store,
    group_id=group.group_id,
    member_id=user.user_id,
    opts=own,
)
access = aws.ssoadmin.PermissionSet(
    "auditor",
    name="auditor",
    instance_arn=instance,
    session_duration="PT1H",
    tags={"owner": "platform"},
    opts=own,
)
aws.ssoadmin.ManagedPolicyAttachment(
    "auditor",
    instance_arn=instance,
    permission_set_arn=access.arn,
    managed_policy_arn="arn:aws:iam::aws:policy/SecurityAudit",
    opts=own,
)
aws.ssoadmin.PermissionSetInlinePolicy(
    "auditor",
    instance_arn=instance,
    permission_set_arn=access.arn,
    inline_policy=CONTENT,
    opts=own,
)
aws.ssoadmin.PermissionsBoundaryAttachment(
    "auditor",
    instance_arn=instance,
    permission_set_arn=access.arn,
    permissions_boundary={"managed_policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
    opts=own,
)
aws.ssoadmin.CustomerManagedPolicyAttachment(
    "auditor",
    instance_arn=instance,
    permission_set_arn=access.arn,
    customer_managed_policy_reference={"name": "audit", "path": "/"},
    opts=own,
)
aws.ssoadmin.InstanceAccessControlAttributes(
    "attributes",
    instance_arn=instance,
    attributes=[{"key": "tenant", "values": [{"sources": ["${path:enterprise.costCenter}"]}]}],
    opts=own,
)
aws.ssoadmin.AccountAssignment(
    "auditors",
    instance_arn=instance,
    permission_set_arn=access.arn,
    principal_id=group.group_id,
    principal_type="GROUP",
    target_id=ACCOUNT,
    target_type="AWS_ACCOUNT",
    opts=own,
)
