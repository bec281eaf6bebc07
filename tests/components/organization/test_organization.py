from typing import Any

import pytest

from soc2_baseline.components.organization.delegation import (
    DelegatedAdministrator,
    DelegatedAdministratorArgs,
)
from soc2_baseline.components.organization.delegation import resolve as resolve_delegation
from soc2_baseline.components.organization.member_account import MemberAccount, MemberAccountArgs
from soc2_baseline.components.organization.member_account import resolve as resolve_account
from soc2_baseline.components.organization.organization import Organization, resolve
from soc2_baseline.components.organization.spending import SpendingAlerts, SpendingAlertsArgs
from soc2_baseline.components.organization.spending import resolve as resolve_spending
from soc2_baseline.components.organization.units import Unit
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.errors import ConfigError
from tests.support.arguments import PROD, SANDBOX
from tests.support.recorder import Recording, record

MEMBER: MemberAccountArgs = {
    "environment": PROD,
    "email": "aws-security@example.com",
    "unit_id": "ou-security",
}
DELEGATION: DelegatedAdministratorArgs = {
    "environment": PROD,
    "account_id": "111122223333",
    "regions": ["eu-central-1", "us-east-1"],
}
SPENDING: SpendingAlertsArgs = {
    "environment": PROD,
    "monthly_usd": 5000,
    "emails": ["costs@example.com"],
}


def organization() -> Recording:
    """At preview: what AWS tells of a new organization, its root, is not known yet."""
    return record(lambda: Organization("organization", {"environment": PROD}), preview=True)


def test_organization_has_all_features_and_is_protected() -> None:
    found = organization()
    made = found.one("organizations.Organization")
    assert made.inputs["featureSet"] == "ALL"
    assert set(made.inputs["enabledPolicyTypes"]) == {kind.value for kind in PolicyType}
    assert {"iam.amazonaws.com", "guardduty.amazonaws.com"} <= set(
        made.inputs["awsServiceAccessPrincipals"]
    )
    assert made.protect
    features = found.one("iam.OrganizationsFeatures").inputs["enabledFeatures"]
    assert features == ["RootCredentialsManagement", "RootSessions"]


def test_units_are_protected_and_named() -> None:
    units = organization().of("organizations.OrganizationalUnit")
    assert {u.name: u.inputs["name"] for u in units} == {
        f"organization-{unit.key}": unit.label for unit in Unit
    }
    assert all(u.protect for u in units)
    assert Unit.WORKLOADS_PROD.parent is Unit.WORKLOADS
    assert Unit.QUARANTINE.parent is None


def test_organization_id_is_checked() -> None:
    with pytest.raises(ConfigError, match="organization_id 'r-1'; accepted is the id"):
        resolve({"environment": PROD, "organization_id": "r-1"})


def test_account_is_never_closed() -> None:
    account = record(lambda: MemberAccount("security", MEMBER)).one("organizations.Account")
    assert account.inputs["name"] == "security"
    assert account.inputs["parentId"] == "ou-security"
    assert account.inputs["closeOnDeletion"] is False
    assert account.protect
    sandbox: MemberAccountArgs = {**MEMBER, "environment": SANDBOX}
    found = record(lambda: MemberAccount("security", sandbox)).one("organizations.Account")
    assert not found.protect
    assert found.inputs["closeOnDeletion"] is False


def test_account_that_is_there_keeps_its_name() -> None:
    args: MemberAccountArgs = {**MEMBER, "account_name": "Security Tooling"}
    account = record(lambda: MemberAccount("security", args)).one("organizations.Account")
    assert account.inputs["name"] == "Security Tooling"


@pytest.mark.parametrize(
    ("name", "changed", "word"),
    [
        ("Security", {}, "the name; accepted are 3 to 50"),
        ("security", {"email": "nobody"}, "email 'nobody'"),
        ("security", {"email": f"{'x' * 60}@example.com"}, "at most 64 characters"),
        ("security", {"account_name": "x" * 51}, "accepted are 1 to 50 characters"),
        ("security", {"account_id": "12"}, "account_id '12'; accepted are 12 digits"),
    ],
)
def test_wrong_accounts_are_told(name: str, changed: dict[str, Any], word: str) -> None:
    with pytest.raises(ConfigError) as refused:
        resolve_account(name, {**MEMBER, **changed})  # type: ignore[typeddict-item]
    (problem,) = refused.value.problems
    assert word in problem


def test_detection_is_delegated_in_every_region() -> None:
    found = record(lambda: DelegatedAdministrator("security", DELEGATION))
    services = {
        d.inputs["servicePrincipal"] for d in found.of("organizations.DelegatedAdministrator")
    }
    assert services == {
        "access-analyzer.amazonaws.com",
        "backup.amazonaws.com",
        "config-multiaccountsetup.amazonaws.com",
        "config.amazonaws.com",
    }
    assert found.one("cloudtrail.OrganizationDelegatedAdminAccount")
    for kind, prop in (
        ("guardduty.OrganizationAdminAccount", "adminAccountId"),
        ("securityhub.OrganizationAdminAccount", "adminAccountId"),
        ("inspector2.DelegatedAdminAccount", "accountId"),
        ("macie2.OrganizationAdminAccount", "adminAccountId"),
    ):
        made = {d.inputs["region"]: d.inputs[prop] for d in found.of(kind)}
        assert made == dict.fromkeys(DELEGATION["regions"], "111122223333"), kind


def test_what_a_region_lacks_is_left_out() -> None:
    lacks = "aws:macie2/organizationAdminAccount:OrganizationAdminAccount"
    args: DelegatedAdministratorArgs = {
        **DELEGATION,
        "environment": {**PROD, "unavailable_types": {lacks: "not offered"}},
    }
    found = record(lambda: DelegatedAdministrator("security", args))
    assert found.of("macie2.OrganizationAdminAccount") == []
    assert len(found.of("guardduty.OrganizationAdminAccount")) == 2


def test_regions_of_another_partition_are_told() -> None:
    with pytest.raises(ConfigError, match="regions: 'cn-north-1'"):
        resolve_delegation({**DELEGATION, "regions": ["eu-central-1", "cn-north-1"]})


def test_budget_tells_before_and_after() -> None:
    found = record(lambda: SpendingAlerts("spending", SPENDING))
    budget = found.one("budgets.Budget")
    assert (budget.inputs["limitAmount"], budget.inputs["timeUnit"]) == ("5000", "MONTHLY")
    told = [(n["notificationType"], n["threshold"]) for n in budget.inputs["notifications"]]
    assert told == [("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100)]
    for notification in budget.inputs["notifications"]:
        assert notification["subscriberEmailAddresses"] == ["costs@example.com"]
    monitor = found.one("costexplorer.AnomalyMonitor")
    assert monitor.inputs["monitorDimension"] == "SERVICE"
    subscription = found.one("costexplorer.AnomalySubscription")
    assert subscription.inputs["frequency"] == "DAILY"
    dimension = subscription.inputs["thresholdExpression"]["dimension"]
    assert dimension["values"] == ["100"]


def test_topic_is_told_at_once_and_a_monitor_is_reused() -> None:
    monitor = "arn:aws:ce::123456789012:anomalymonitor/1"
    topic = "arn:aws:sns:eu-central-1:123456789012:shared-low"
    args: SpendingAlertsArgs = {
        **SPENDING,
        "topic_arn": topic,
        "anomaly_monitor_arn": monitor,
    }
    found = record(lambda: SpendingAlerts("spending", args))
    assert found.of("costexplorer.AnomalyMonitor") == []
    subscriptions = {
        s.inputs["frequency"]: s.inputs for s in found.of("costexplorer.AnomalySubscription")
    }
    assert set(subscriptions) == {"DAILY", "IMMEDIATE"}
    assert subscriptions["IMMEDIATE"]["subscribers"] == [{"type": "SNS", "address": topic}]
    assert subscriptions["IMMEDIATE"]["monitorArnLists"] == [monitor]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"monthly_usd": 0}, "monthly_usd 0"),
        ({"anomaly_usd": -1}, "anomaly_usd -1"),
        ({"emails": []}, "emails are 0; accepted are 1 to 10"),
        ({"emails": ["a b@example.com"]}, "emails 'a b@example.com'"),
        ({"anomaly_monitor_arn": "arn:aws:ce::1:x"}, "anomaly_monitor_arn 'arn:aws:ce::1:x'"),
    ],
)
def test_wrong_spending_is_told(changed: dict[str, Any], word: str) -> None:
    with pytest.raises(ConfigError) as refused:
        resolve_spending({**SPENDING, **changed})  # type: ignore[typeddict-item]
    assert word in str(refused.value)
