"""The organization's stack against moto, by the real engine: made, adopted, read back, removed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.components.environment import resolve_environment
from soc2_baseline.components.organization.guardrail_plan import written
from soc2_baseline.components.organization.organization import ROOT_FEATURES, SERVICES
from soc2_baseline.components.organization.units import Unit
from soc2_baseline.core.control_policies.policy_types import PolicyType
from tests.support import verdicts
from tests.support.arguments import SANDBOX
from tests.support.engine import Engine, requires_engine
from tests.support.moto_server import MotoServer

pytestmark = [pytest.mark.integration, requires_engine]

STACK = Path(__file__).parents[2] / "stacks" / "organization"
ACCOUNT = "123456789012"
REGION = "eu-central-1"
REGIONS = ["eu-central-1", "eu-west-1", "us-east-1"]


@pytest.fixture(scope="module")
def stack(
    engine_present: None, moto_server: MotoServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    moto_server.reset()
    made = Engine(STACK, tmp_path_factory.mktemp("organization"), moto_server, policy_pack=True)
    with made.standing():
        yield made


@pytest.fixture(scope="module")
def organizations(stack: Engine, moto_server: MotoServer) -> Any:
    return moto_server.client("organizations", region="us-east-1")


def listed(pages: Any, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pages[key]
    return found


def test_offline_and_engine_reach_the_same_verdicts(
    moto_server: MotoServer, tmp_path: Path
) -> None:
    config = {"baseline:profile": "prod", "baseline:unavailable-types": {}}
    fresh = Engine(STACK, tmp_path, moto_server, config=config, policy_pack=True)
    fresh.preview()
    assert verdicts.engine(fresh) == verdicts.offline(STACK, config, "example")


def test_the_organization_trusts_services_and_takes_policies(organizations: Any) -> None:
    made = organizations.describe_organization()["Organization"]
    assert made["FeatureSet"] == "ALL"
    (root,) = organizations.list_roots()["Roots"]
    enabled = {kind["Type"] for kind in root["PolicyTypes"] if kind["Status"] == "ENABLED"}
    assert enabled == {kind.value for kind in PolicyType}
    access = organizations.list_aws_service_access_for_organization()
    trusted = {service["ServicePrincipal"] for service in access["EnabledServicePrincipals"]}
    assert trusted == set(SERVICES)


def test_units_and_accounts_are_where_they_belong(stack: Engine, organizations: Any) -> None:
    outputs = stack.outputs()
    found: dict[str, str] = {}

    def walk(parent: str, path: str) -> None:
        pages = organizations.list_organizational_units_for_parent(ParentId=parent)
        for unit in pages["OrganizationalUnits"]:
            here = f"{path}/{unit['Name']}".removeprefix("/")
            found[here] = unit["Id"]
            walk(unit["Id"], here)

    walk(outputs["rootId"], "")
    assert found == outputs["unitIds"]
    assert set(found) == {unit.value for unit in Unit}
    units = {
        "security": "Security",
        "log-archive": "Security",
        "machine-data-prod": "Workloads/Prod",
        "machine-data-dev": "Quarantine",
    }
    for name, unit in units.items():
        (parent,) = organizations.list_parents(ChildId=outputs["accountIds"][name])["Parents"]
        assert parent["Id"] == found[unit]
        account = organizations.describe_account(AccountId=outputs["accountIds"][name])["Account"]
        assert account["Email"] == f"aws-{name}@example.com"
        tags = organizations.list_tags_for_resource(ResourceId=account["Id"])["Tags"]
        assert {"Key": "owner", "Value": "platform"} in tags


def test_policies_say_what_was_linted_and_are_attached(stack: Engine, organizations: Any) -> None:
    outputs = stack.outputs()
    draft = written(
        {
            "environment": SANDBOX,
            "organization_id": outputs["organizationId"],
            "root_id": outputs["rootId"],
            "unit_ids": {},
            "regions": ["eu-central-1", "eu-west-1"],
        },
        resolve_environment(SANDBOX),
    )
    assert {policy.name for policy in draft.policies} == set(outputs["policyIds"])
    for policy in draft.policies:
        policy_id = outputs["policyIds"][policy.name]
        held = organizations.describe_policy(PolicyId=policy_id)["Policy"]
        assert held["PolicySummary"]["Name"] == f"shared-{policy.name}"
        assert held["PolicySummary"]["Type"] == policy.type
        assert held["Content"] == policy.content
        targets = organizations.list_targets_for_policy(PolicyId=policy_id)["Targets"]
        ids = {"root": outputs["rootId"], **outputs["unitIds"]}
        assert {t["TargetId"] for t in targets} == {ids[target] for target in policy.targets}


def test_the_perimeter_names_the_organization(stack: Engine, organizations: Any) -> None:
    outputs = stack.outputs()
    policy = organizations.describe_policy(PolicyId=outputs["policyIds"]["perimeter"])["Policy"]
    assert policy["PolicySummary"]["Type"] == "RESOURCE_CONTROL_POLICY"
    statements = {s["Sid"]: s for s in json.loads(policy["Content"])["Statement"]}
    held = statements["OurIdentitiesOnly"]["Condition"]["StringNotEqualsIfExists"]
    assert held == {"aws:PrincipalOrgID": outputs["organizationId"]}


def test_root_users_are_managed_centrally(stack: Engine, moto_server: MotoServer) -> None:
    features = moto_server.client("iam").list_organizations_features()
    assert set(features["EnabledFeatures"]) == set(ROOT_FEATURES)


def test_detection_is_delegated_in_every_region(
    stack: Engine, organizations: Any, moto_server: MotoServer
) -> None:
    security = stack.outputs()["accountIds"]["security"]
    services = organizations.list_delegated_services_for_account(AccountId=security)
    names = {service["ServicePrincipal"] for service in services["DelegatedServices"]}
    assert names >= {
        "access-analyzer.amazonaws.com",
        "backup.amazonaws.com",
        "config.amazonaws.com",
        "config-multiaccountsetup.amazonaws.com",
    }
    for region in REGIONS:
        guardduty = moto_server.client("guardduty", region=region)
        (admin,) = guardduty.list_organization_admin_accounts()["AdminAccounts"]
        assert admin["AdminAccountId"] == security
        hub = moto_server.client("securityhub", region=region)
        (admin,) = hub.list_organization_admin_accounts()["AdminAccounts"]
        assert admin["AccountId"] == security
        inspector = moto_server.client("inspector2", region=region)
        (admin,) = inspector.list_delegated_admin_accounts()["delegatedAdminAccounts"]
        assert admin["accountId"] == security
        macie = moto_server.client("macie2", region=region)
        (admin,) = macie.list_organization_admin_accounts()["adminAccounts"]
        assert admin["accountId"] == security


def test_spending_is_told(stack: Engine, moto_server: MotoServer) -> None:
    budgets = moto_server.client("budgets", region="us-east-1")
    budget = budgets.describe_budget(AccountId=ACCOUNT, BudgetName="shared-spending")["Budget"]
    assert float(budget["BudgetLimit"]["Amount"]) == 5000
    assert budget["TimeUnit"] == "MONTHLY"
    notifications = budgets.describe_notifications_for_budget(
        AccountId=ACCOUNT, BudgetName="shared-spending"
    )["Notifications"]
    told = {(n["NotificationType"], n["Threshold"]) for n in notifications}
    assert told == {("ACTUAL", 80.0), ("ACTUAL", 100.0), ("FORECASTED", 100.0)}
    explorer = moto_server.client("ce", region="us-east-1")
    (subscription,) = explorer.get_anomaly_subscriptions()["AnomalySubscriptions"]
    assert subscription["Frequency"] == "DAILY"
    assert [s["Address"] for s in subscription["Subscribers"]] == ["costs@example.com"]


DRIFT: dict[str, str] = {}
"""Property paths (type and path) that a second update changes, each with the emulator's gap."""


def test_second_update_changes_nothing(stack: Engine) -> None:
    """The provider reads every setting back from the server first."""
    stack.up("--refresh")
    assert stack.drifted() == set(DRIFT)


def test_the_id_makes_the_trail_the_whole_organizations(
    stack: Engine, moto_server: MotoServer
) -> None:
    organization_id = stack.outputs()["organizationId"]
    stack.configure({"baseline:organization-id": organization_id})
    stack.up()
    assert {c["op"] for c in stack.changes().values()} == {"update"}
    cloudtrail = moto_server.client("cloudtrail", region=REGION)
    (trail,) = cloudtrail.describe_trails()["trailList"]
    assert trail["IsOrganizationTrail"]
    assert trail["IsMultiRegionTrail"]
    assert trail["LogFileValidationEnabled"]
    s3 = moto_server.client("s3", region=REGION)
    policy = json.loads(s3.get_bucket_policy(Bucket=trail["S3BucketName"])["Policy"])
    written = [r for s in policy["Statement"] for r in str(s["Resource"]).split("'")]
    assert any(f"/AWSLogs/{organization_id}/*" in resource for resource in written)


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "policy over its quota": ({"size": 20000}, "accepted are at most 10240"),
    "policy that locks out the deploy role": (
        {"statement": {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}},
        "deploy role: iam:",
    ),
    "account of an unknown unit": (
        {"baseline:accounts": [{"name": "x-y", "email": "a@b.example", "unit": "Elsewhere"}]},
        "accounts[0].unit is 'Elsewhere'",
    ),
    "security account that is none": (
        {"baseline:security-account": "nobody"},
        "security-account: 'nobody'",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_settings_make_nothing(
    case: str, tmp_path: Path, engine: Callable[..., Engine]
) -> None:
    config, word = BAD[case]
    if not any(key.startswith("baseline:") for key in config):
        statement = config.get("statement") or {
            "Effect": "Deny",
            "Action": [f"s3:PutObject{'x' * 50}{n}" for n in range(config["size"] // 64)],
            "Resource": "arn:aws:s3:::nothing",
        }
        file = tmp_path / "mine.json"
        file.write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
        config = {"baseline:policies": [{"name": "mine", "file": str(file)}]}
    refused = engine(STACK, config=config)
    printed = refused.up(fails=True)
    assert word in printed
    assert "Traceback" not in printed
    assert [r for r in refused.export() if r["type"].startswith("aws:")] == []
