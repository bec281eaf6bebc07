"""The stand-ins for an organization, spoken to by boto3."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.moto_server import ACCOUNT, MotoServer

POLICY = json.dumps({"Version": "2012-10-17", "Statement": []})
MEMBER = "2" * 12
TRUSTED = "cloudtrail.amazonaws.com"


def code_of(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


@pytest.fixture
def moto(moto_server: MotoServer) -> MotoServer:
    moto_server.reset()
    return moto_server


@pytest.fixture
def organizations(moto: MotoServer) -> Any:
    client = moto.client("organizations")
    client.create_organization(FeatureSet="ALL")
    return client


@pytest.mark.parametrize(
    "kind",
    ["SERVICE_CONTROL_POLICY", "BACKUP_POLICY", "DECLARATIVE_POLICY_EC2", "CHATBOT_POLICY"],
)
def test_policies_of_every_kind(organizations: Any, kind: str) -> None:
    (root,) = organizations.list_roots()["Roots"]
    if kind not in [enabled["Type"] for enabled in root["PolicyTypes"]]:
        organizations.enable_policy_type(RootId=root["Id"], PolicyType=kind)
    made = organizations.create_policy(Name="p", Description="", Type=kind, Content=POLICY)
    summary = made["Policy"]["PolicySummary"]
    assert ":policy/o-" in summary["Arn"]
    organizations.attach_policy(PolicyId=summary["Id"], TargetId=root["Id"])
    listed = organizations.list_policies_for_target(TargetId=root["Id"], Filter=kind)["Policies"]
    assert summary["Id"] in [policy["Id"] for policy in listed]
    assert {policy["Type"] for policy in listed} == {kind}


def test_administrators_are_members_of_any_service(moto: MotoServer, organizations: Any) -> None:
    organizations.enable_aws_service_access(ServicePrincipal="inspector2.amazonaws.com")
    organizations.register_delegated_administrator(
        AccountId=MEMBER, ServicePrincipal="inspector2.amazonaws.com"
    )
    (found,) = organizations.list_delegated_administrators(
        ServicePrincipal="inspector2.amazonaws.com"
    )["DelegatedAdministrators"]
    assert found["Id"] == MEMBER
    cloudtrail = moto.client("cloudtrail")
    cloudtrail.register_organization_delegated_admin(MemberAccountId=MEMBER)
    (found,) = organizations.list_delegated_administrators(ServicePrincipal=TRUSTED)[
        "DelegatedAdministrators"
    ]
    assert found["Id"] == MEMBER
    cloudtrail.deregister_organization_delegated_admin(DelegatedAdminAccountId=MEMBER)
    left = organizations.list_delegated_administrators(ServicePrincipal=TRUSTED)
    assert left["DelegatedAdministrators"] == []
    with pytest.raises(ClientError) as unknown:
        organizations.enable_aws_service_access(ServicePrincipal="example.com")
    assert code_of(unknown) == "InvalidInputException"
    organizations.delete_organization()


def test_resource_policy(organizations: Any) -> None:
    with pytest.raises(ClientError) as missing:
        organizations.describe_resource_policy()
    assert code_of(missing) == "ResourcePolicyNotFoundException"
    tags = [{"Key": "owner", "Value": "a"}]
    organizations.put_resource_policy(Content=POLICY, Tags=tags)
    told = organizations.describe_resource_policy()["ResourcePolicy"]
    assert told["Content"] == POLICY
    name = told["ResourcePolicySummary"]["Id"]
    assert organizations.list_tags_for_resource(ResourceId=name)["Tags"] == tags
    organizations.delete_resource_policy()
    with pytest.raises(ClientError):
        organizations.describe_resource_policy()


def test_central_root_access(moto: MotoServer) -> None:
    iam = moto.client("iam")
    with pytest.raises(ClientError) as missing:
        iam.list_organizations_features()
    assert code_of(missing) == "OrganizationNotFoundException"
    organizations = moto.client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    with pytest.raises(ClientError) as untrusted:
        iam.enable_organizations_root_sessions()
    assert code_of(untrusted) == "ServiceAccessNotEnabledException"
    organizations.enable_aws_service_access(ServicePrincipal="iam.amazonaws.com")
    iam.enable_organizations_root_sessions()
    iam.enable_organizations_root_credentials_management()
    iam.disable_organizations_root_sessions()
    told = iam.list_organizations_features()
    assert told["EnabledFeatures"] == ["RootCredentialsManagement"]
    assert told["OrganizationId"].startswith("o-")


def test_permission_sets(moto: MotoServer) -> None:
    sso = moto.client("sso-admin")
    instance = sso.list_instances()["Instances"][0]["InstanceArn"]
    arn = sso.create_permission_set(
        InstanceArn=instance, Name="auditor", Tags=[{"Key": "owner", "Value": "a"}]
    )["PermissionSet"]["PermissionSetArn"]
    names: Any = {"InstanceArn": instance, "ResourceArn": arn}
    sso.tag_resource(**names, Tags=[{"Key": "tenant", "Value": "b"}])
    sso.untag_resource(**names, TagKeys=["owner"])
    told = sso.list_tags_for_resource(**names)["Tags"]
    assert told == [{"Key": "tenant", "Value": "b"}]
    which: Any = {"InstanceArn": instance, "PermissionSetArn": arn}
    with pytest.raises(ClientError) as missing:
        sso.get_permissions_boundary_for_permission_set(**which)
    assert code_of(missing) == "ResourceNotFoundException"
    boundary = {"CustomerManagedPolicyReference": {"Name": "boundary", "Path": "/"}}
    sso.put_permissions_boundary_to_permission_set(**which, PermissionsBoundary=boundary)
    told = sso.get_permissions_boundary_for_permission_set(**which)["PermissionsBoundary"]
    assert told == boundary
    sso.delete_permissions_boundary_from_permission_set(**which)
    with pytest.raises(ClientError):
        sso.get_permissions_boundary_for_permission_set(**which)


def test_access_control_attributes(moto: MotoServer) -> None:
    sso = moto.client("sso-admin")
    instance = sso.list_instances()["Instances"][0]["InstanceArn"]
    attributes = {
        "AccessControlAttributes": [
            {"Key": "tenant", "Value": {"Source": ["${path:enterprise.costCenter}"]}}
        ]
    }
    sso.create_instance_access_control_attribute_configuration(
        InstanceArn=instance, InstanceAccessControlAttributeConfiguration=attributes
    )
    told = sso.describe_instance_access_control_attribute_configuration(InstanceArn=instance)
    assert told["Status"] == "ENABLED"
    assert told["InstanceAccessControlAttributeConfiguration"] == attributes


def test_budget(moto: MotoServer) -> None:
    budgets = moto.client("budgets")
    budget: Any = {
        "BudgetName": "monthly",
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": "1000", "Unit": "USD"},
    }
    notification: Any = {
        "NotificationType": "FORECASTED",
        "ComparisonOperator": "GREATER_THAN",
        "Threshold": 100,
        "ThresholdType": "PERCENTAGE",
    }
    subscribers = [{"SubscriptionType": "EMAIL", "Address": "cost@example.com"}]
    budgets.create_budget(
        AccountId=ACCOUNT,
        Budget=budget,
        NotificationsWithSubscribers=[{"Notification": notification, "Subscribers": subscribers}],
        ResourceTags=[{"Key": "owner", "Value": "a"}],
    )
    which: Any = {"AccountId": ACCOUNT, "BudgetName": "monthly"}
    told = budgets.describe_subscribers_for_notification(**which, Notification=notification)
    assert told["Subscribers"] == subscribers
    with pytest.raises(ClientError) as missing:
        budgets.describe_subscribers_for_notification(
            **which, Notification={**notification, "Threshold": 50}
        )
    assert code_of(missing) == "NotFoundException"
    limit = {"Amount": "2000", "Unit": "USD"}
    budgets.update_budget(AccountId=ACCOUNT, NewBudget={**budget, "BudgetLimit": limit})
    assert budgets.describe_budget(**which)["Budget"]["BudgetLimit"] == limit
    arn = f"arn:aws:budgets::{ACCOUNT}:budget/monthly"
    budgets.tag_resource(ResourceARN=arn, ResourceTags=[{"Key": "tenant", "Value": "b"}])
    budgets.untag_resource(ResourceARN=arn, ResourceTagKeys=["owner"])
    told = budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"]
    assert told == [{"Key": "tenant", "Value": "b"}]


def test_cost_anomalies(moto: MotoServer) -> None:
    ce = moto.client("ce")
    arn = ce.create_anomaly_monitor(
        AnomalyMonitor={
            "MonitorName": "services",
            "MonitorType": "DIMENSIONAL",
            "MonitorDimension": "SERVICE",
        }
    )["MonitorArn"]
    made = ce.create_anomaly_subscription(
        AnomalySubscription={
            "SubscriptionName": "daily",
            "MonitorArnList": [arn],
            "Frequency": "DAILY",
            "Subscribers": [{"Type": "EMAIL", "Address": "cost@example.com"}],
        }
    )["SubscriptionArn"]
    (told,) = ce.get_anomaly_subscriptions(SubscriptionArnList=[made])["AnomalySubscriptions"]
    assert told["MonitorArnList"] == [arn]
    ce.update_anomaly_monitor(MonitorArn=arn, MonitorName="all")
    (monitor,) = ce.get_anomaly_monitors()["AnomalyMonitors"]
    assert monitor["MonitorName"] == "all"
    ce.delete_anomaly_monitor(MonitorArn=arn)
    with pytest.raises(ClientError) as missing:
        ce.get_anomaly_monitors(MonitorArnList=[arn])
    assert code_of(missing) == "UnknownMonitorException"


def test_administrators_end(moto: MotoServer, organizations: Any) -> None:
    hub = moto.client("securityhub")
    hub.enable_organization_admin_account(AdminAccountId=MEMBER)
    (found,) = hub.list_organization_admin_accounts()["AdminAccounts"]
    assert found == {"AccountId": MEMBER, "Status": "ENABLED"}
    hub.disable_organization_admin_account(AdminAccountId=MEMBER)
    assert hub.list_organization_admin_accounts()["AdminAccounts"] == []
    inspector = moto.client("inspector2")
    inspector.enable_delegated_admin_account(delegatedAdminAccountId=MEMBER)
    inspector.disable_delegated_admin_account(delegatedAdminAccountId=MEMBER)
    assert inspector.list_delegated_admin_accounts()["delegatedAdminAccounts"] == []
    with pytest.raises(ClientError) as missing:
        inspector.disable_delegated_admin_account(delegatedAdminAccountId=MEMBER)
    assert code_of(missing) == "ResourceNotFoundException"
