"""The organization's stack, previewed offline: no violation, every setting checked first."""

import json
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import preview
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.baseline.preview.recording import record
from soc2_baseline.baseline.preview.result import Preview
from soc2_baseline.components.organization.units import Unit
from soc2_baseline.core.errors import BaselineError, ConfigError
from soc2_baseline.core.vocabulary import Profile, Verdict
from soc2_baseline.policy_pack import FOLDER as PACK
from soc2_baseline.stacks.common.settings import load as load_settings
from soc2_baseline.stacks.organization.settings import OrganizationSettings

STACK = Path(__file__).parents[2] / "stacks" / "organization"
GOOD: dict[str, Any] = {
    "account-id": "123456789012",
    "region": "eu-central-1",
    "owner": "platform",
    "budget-usd": 100,
    "budget-emails": ["costs@example.com"],
}
ORGANIZATION = "aws:organizations/organization:Organization"
SECURITY = {"name": "security", "email": "aws@example.com", "unit": "Security"}


def run(**config: Any) -> Preview:
    overrides = {
        f"baseline:{key.replace('_', '-')}": value if isinstance(value, str) else json.dumps(value)
        for key, value in config.items()
    }
    return preview(load(STACK, overrides, "example"), PackFiles(PACK))


def settings(**changed: Any) -> OrganizationSettings:
    values = GOOD | {key.replace("_", "-"): value for key, value in changed.items()}
    config = {
        f"baseline:{key}": value if isinstance(value, str) else json.dumps(value)
        for key, value in values.items()
    }
    return load_settings(OrganizationSettings, config)


@pytest.mark.parametrize("profile", list(Profile))
def test_no_violation_and_no_error(profile: Profile) -> None:
    found = run(profile=profile.value)
    wrong = [f for f in found.findings if f.verdict in (Verdict.VIOLATION, Verdict.ERROR)]
    assert wrong == []
    assert found.exit_code(strict=True) == 0
    assert found.summary.not_offered == 0


def test_rules_about_organizations_are_asked() -> None:
    asked = run().evaluated_by_policy
    assert asked["org-guardrail-scps"] >= 1
    assert asked["iam-root-locked"] >= 1


def test_every_part_is_there() -> None:
    types = {resource.type for resource in run().resources}
    assert {
        "soc2:organization:Organization",
        "soc2:organization:MemberAccount",
        "soc2:organization:Guardrails",
        "soc2:organization:DelegatedAdministrator",
        "soc2:organization:SpendingAlerts",
        "soc2:logs:AuditTrail",
    } <= types


def test_everything_in_the_organization_waits_for_it() -> None:
    registered = {r.urn: r for r in record(load(STACK, {}, "example"))}
    (organization,) = (u for u, r in registered.items() if r.type == ORGANIZATION)

    def before(urn: str) -> set[str]:
        own = registered[urn]
        direct = {*own.dependencies, *chain(*own.property_dependencies.values())}
        return direct.union(*(before(other) for other in direct))

    inside = [u for u, r in registered.items() if r.type.startswith("aws:organizations/")]
    assert len(inside) > 20
    assert [u for u in inside if u != organization and organization not in before(u)] == []


def test_trail_goes_to_the_log_archive_account_if_there_is_one() -> None:
    bucket = "shared-account-logs-audit-444455556666-eu-central-1"
    key = "arn:aws:kms:eu-central-1:444455556666:key/1"
    found = run(audit_bucket=bucket, audit_key_arn=key)
    assert [r for r in found.resources if r.type == "soc2:logs:LogArchive"] == []
    assert [r for r in found.resources if r.type == "soc2:logs:AuditTrail"] != []


def test_people_come_by_the_manifest(tmp_path: Path) -> None:
    manifest = STACK.parent / "account" / "access.example.yaml"
    found = run(
        access_manifest=str(manifest),
        identity_center_arn="arn:aws:sso:::instance/ssoins-0123456789abcdef",
        identity_store_id="d-0123456789",
    )
    assert [r for r in found.resources if r.type == "soc2:access:IdentityCenter"] != []
    assert [f for f in found.findings if f.verdict is Verdict.VIOLATION] == []


def test_smallest_settings() -> None:
    assert settings().regions == ["eu-central-1"]
    assert settings(accounts=[SECURITY]).accounts[0].unit is Unit.SECURITY
    waiting = {"name": "new", "email": "new@example.com"}
    assert settings(accounts=[waiting]).accounts[0].unit is Unit.QUARANTINE


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "unknown key": ({"regionss": []}, "regionss is unknown; accepted are"),
    "no budget": ({"budget_usd": "x"}, "budget-usd is 'x'"),
    "budget of nothing": ({"budget_usd": 0}, "monthly_usd 0; accepted"),
    "address that is none": ({"budget_emails": ["nobody"]}, "emails 'nobody'; accepted"),
    "organization that is none": ({"organization_id": "r-1"}, "organization_id 'r-1'; accepted"),
    "unknown unit": (
        {"accounts": [{**SECURITY, "unit": "Moon"}]},
        "accounts[0].unit is 'Moon'",
    ),
    "account twice": ({"accounts": [SECURITY, SECURITY]}, "'security' is listed 2 times"),
    "account without an address": (
        {"accounts": [{**SECURITY, "email": "x"}]},
        "MemberAccount 'security': email 'x'; accepted",
    ),
    "security account that is none": (
        {"security_account": "other", "accounts": [SECURITY]},
        "security-account: 'other'; accepted are security",
    ),
    "bucket without its key": ({"audit_bucket": "x"}, "accepted are both, or neither"),
    "manifest without an instance": ({"access_manifest": "x"}, "one is missing"),
    "region that is none": ({"allowed_regions": ["eu-central-1", "mars-1"]}, "'mars-1' is unknown"),
    "region of another partition": (
        {"workload_regions": ["eu-central-1", "cn-north-1"]},
        "Guardrails: regions: 'cn-north-1' is a region of aws-cn; accepted",
    ),
    "account that is trusted and none": ({"trusted_accounts": ["1"]}, "trusted-accounts: '1'"),
    "rollout without an exception": (
        {"rollout_units": ["Workloads/Sandbox"]},
        "accepted with rollout_exception",
    ),
    "policy without a file": (
        {"policies": [{"name": "mine", "file": "none.json"}]},
        "file 'none.json' cannot be read",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_settings_are_one_message(case: str) -> None:
    changed, word = BAD[case]
    with pytest.raises(ConfigError) as refused:
        settings(**changed)
    (problem,) = refused.value.problems
    assert problem.startswith("baseline settings: ")
    assert word in problem


def test_bad_settings_are_told_together() -> None:
    with pytest.raises(ConfigError) as refused:
        settings(budget_usd=0, security_account="other", organization_id="x")
    assert len(refused.value.problems) == 3


def own(tmp_path: Path, *statements: dict[str, Any]) -> dict[str, Any]:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, indent=4))
    return {"policies": [{"name": "mine", "file": str(file)}]}


def test_policy_over_the_quota_is_one_message(tmp_path: Path) -> None:
    names = [f"bedrock:Invoke{n:050}" for n in range(200)]
    long = own(tmp_path, {"Effect": "Deny", "Action": names, "Resource": "*"})
    with pytest.raises(BaselineError, match="accepted are at most 10240") as refused:
        run(**long)
    assert refused.value.exit_code == 2
    assert len(str(refused.value).splitlines()) == 1


def test_policy_that_locks_out_the_deploy_role_is_one_message(tmp_path: Path) -> None:
    locks = own(tmp_path, {"Effect": "Deny", "Action": "guardduty:*", "Resource": "*"})
    with pytest.raises(BaselineError, match="deploy role: guardduty:") as refused:
        run(**locks)
    assert refused.value.exit_code == 2
    assert len(str(refused.value).splitlines()) == 1


def test_own_policy_is_attached_where_it_says(tmp_path: Path) -> None:
    added = own(tmp_path, {"Effect": "Deny", "Action": "bedrock:*", "Resource": "*"})
    added["policies"][0]["units"] = ["Workloads/Dev"]
    names = {r.name for r in run(**added).resources}
    assert "guardrails-mine-workloads-dev" in names
