import datetime
import json
from functools import cache
from typing import Any

import pytest

from soc2_baseline.components.access.deploy_permissions import DeployScope, changing
from soc2_baseline.components.access.deploy_roles import (
    DeployRoles,
    DeployRolesArgs,
    DeployTarget,
    resolve,
)
from soc2_baseline.components.access.tables import READS, SECRETS
from soc2_baseline.components.environment import resolve_environment
from soc2_baseline.components.statements import LONGEST_POLICY
from soc2_baseline.core.errors import ConfigError
from tests.components.access.simulated import Role, iam
from tests.support.arguments import PROD
from tests.support.recorder import Recording, record

REVIEW = str(datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=90))
ARGS: DeployRolesArgs = {
    "environment": PROD,
    "review_by": REVIEW,
    "repository": "example-org/platform",
    "deploy_environment": "production",
}
GITHUB = "token.actions.githubusercontent.com"
STATE = "arn:aws:s3:::shared-pulumi-state-123456789012-eu-central-1"
KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
STATE_KEY = {"kms_ResourceAliases": ["alias/shared-pulumi-state"]}


def given(**changed: Any) -> Any:
    """The arguments with these changes; None leaves one out."""
    return {name: value for name, value in {**ARGS, **changed}.items() if value is not None}


def made(name: str = "deploy", *, preview: bool = False, **changed: Any) -> Recording:
    return record(lambda: DeployRoles(name, given(**changed)), preview=preview)


@cache
def role(step: str) -> Role:
    return Role(made(prefixes=["acme"]), f"shared-deploy-{step}")


def held(step: str, **changed: Any) -> Any:
    (statement,) = Role(made(**changed), f"shared-deploy-{step}").trust
    assert statement["Action"] == ["sts:AssumeRoleWithWebIdentity"]
    assert list(statement["Condition"]) == ["StringEquals"]
    return statement["Condition"]["StringEquals"]


def test_tokens_are_for_one_audience() -> None:
    provider = made().one("iam.OpenIdConnectProvider").inputs
    assert provider["url"] == f"https://{GITHUB}"
    assert provider["clientIdLists"] == ["sts.amazonaws.com"]


def test_an_update_needs_branch_and_environment() -> None:
    assert held("update") == {
        f"{GITHUB}:aud": "sts.amazonaws.com",
        f"{GITHUB}:sub": ["repo:example-org/platform:environment:production"],
        f"{GITHUB}:repository": "example-org/platform",
        f"{GITHUB}:ref": "refs/heads/main",
        f"{GITHUB}:environment": "production",
    }


def test_a_preview_comes_from_pull_requests_and_the_branch() -> None:
    assert held("preview", branch="trunk")[f"{GITHUB}:sub"] == [
        "repo:example-org/platform:pull_request",
        "repo:example-org/platform:ref:refs/heads/trunk",
    ]


def test_evidence_comes_from_the_branch() -> None:
    assert held("evidence")[f"{GITHUB}:sub"] == ["repo:example-org/platform:ref:refs/heads/main"]
    assert held("evidence")[f"{GITHUB}:ref"] == "refs/heads/main"


def test_another_issuer_has_exact_subjects() -> None:
    subjects = {step: [f"project_path:x/y:{step}"] for step in ("preview", "update", "evidence")}
    found = held(
        "update", issuer="gitlab.example.com", audience="aws", subjects=subjects, repository=None
    )
    assert found == {
        "gitlab.example.com:aud": "aws",
        "gitlab.example.com:sub": ["project_path:x/y:update"],
    }


def test_sessions_are_short_and_somebody_reviews() -> None:
    for made_role in made().of("iam.Role"):
        assert made_role.inputs["maxSessionDuration"] == 3600
        assert made_role.inputs["tags"]["review-by"] == REVIEW


@pytest.mark.parametrize("step", ["preview", "evidence"])
def test_readers_change_nothing(step: str) -> None:
    reader = role(step)
    assert reader.may("ec2:DescribeVpcs")
    assert reader.may("cloudtrail:LookupEvents")
    assert reader.may("s3:GetObject", f"{STATE}/.pulumi/stacks/account/prod.json")
    assert not reader.may("s3:PutObject", f"{STATE}/.pulumi/stacks/account/prod.json")
    assert not reader.may("ec2:CreateVpc")
    assert not reader.may("iam:CreateRole", iam("role/shared-x"))


@pytest.mark.parametrize("step", ["preview", "update", "evidence"])
def test_nobody_reads_secrets(step: str) -> None:
    reader = role(step)
    for name in SECRETS:
        assert not reader.may(name.replace("*", "X")), name
    assert not reader.may("s3:GetObject", "arn:aws:s3:::acme-data-123456789012-eu-central-1/a")
    assert not reader.may("ssm:GetParameter", "arn:aws:ssm:eu-central-1:123456789012:parameter/a")
    assert not reader.may("kms:Decrypt", KEY)
    assert not reader.may("kms:Decrypt", KEY, kms_ResourceAliases=["alias/acme-key"])
    assert reader.may("kms:Decrypt", KEY, **STATE_KEY)


@pytest.mark.parametrize("step", ["preview", "evidence"])
def test_no_policy_beside_opens_secrets_to_readers(step: str) -> None:
    reader = role(step)
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    wider = Role(made(prefixes=["acme"]), reader.name)
    wider.identity.append(everything)
    assert wider.may("ec2:CreateVpc")
    assert not wider.may("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:::secret:a")
    assert not wider.may("s3:GetObject", "arn:aws:s3:::acme-data/a")
    assert not wider.may("kms:Decrypt", KEY, kms_ViaService="s3.eu-central-1.amazonaws.com")


def test_an_update_deploys() -> None:
    update = role("update")
    assert update.may("guardduty:CreateDetector")
    rule = "arn:aws:events:eu-central-1:123456789012:rule/shared-x"
    assert update.may("events:PutRule", rule, aws_ResourceAccount=None)
    foreign = rule.replace("123456789012", "999999999999")
    assert not update.may("events:PutRule", foreign, aws_ResourceAccount="999999999999")
    assert update.may("s3:CreateBucket", "arn:aws:s3:::shared-x")
    assert update.may("s3:PutObject", f"{STATE}/.pulumi/stacks/account/prod.json")
    assert update.may("kms:Decrypt", KEY, kms_ViaService="sns.eu-central-1.amazonaws.com")
    bound = {"iam_PermissionsBoundary": iam("policy/acme-boundary")}
    assert update.may("iam:CreateRole", iam("role/acme-backup"), **bound)
    assert update.may("iam:PutRolePolicy", iam("role/acme-backup"), **bound)
    assert update.may("iam:CreatePolicy", iam("policy/acme-boundary"))
    backup = {"iam_PassedToService": "backup.amazonaws.com"}
    assert update.may("iam:PassRole", iam("role/acme-backup"), **backup)
    assert not update.may("ec2:EnableEbsEncryptionByDefault", aws_ResourceAccount="999999999999")


EVERY_BOUNDARY = {"iam_PermissionsBoundary": iam("policy/acme-boundary")}


@pytest.mark.parametrize(
    ("action", "resource", "keys"),
    [
        # itself
        ("iam:DeleteRolePermissionsBoundary", iam("role/shared-deploy-update"), {}),
        ("iam:DeleteRolePermissionsBoundary", iam("role/acme-backup"), {}),
        ("iam:PutRolePolicy", iam("role/shared-deploy-update"), EVERY_BOUNDARY),
        ("iam:DeleteRolePolicy", iam("role/shared-deploy-update"), EVERY_BOUNDARY),
        ("iam:UpdateAssumeRolePolicy", iam("role/shared-deploy-update"), {}),
        ("iam:CreatePolicyVersion", iam("policy/shared-deploy-boundary"), {}),
        ("iam:CreatePolicyVersion", iam("policy/shared-deploy-update"), {}),
        ("iam:SetDefaultPolicyVersion", iam("policy/shared-deploy-boundary"), {}),
        # break-glass, people, providers
        ("iam:UpdateAssumeRolePolicy", iam("role/shared-account-break-glass"), {}),
        ("iam:PutRolePolicy", iam("role/acme-break-glass"), EVERY_BOUNDARY),
        ("iam:CreatePolicyVersion", iam("policy/shared-account-break-glass"), {}),
        ("iam:UpdateAssumeRolePolicy", iam("role/shared-people-operator"), {}),
        ("iam:CreateOpenIDConnectProvider", iam("oidc-provider/evil.example.com"), {}),
        ("iam:CreateUser", iam("user/evil"), {}),
        ("iam:CreateAccessKey", iam("user/evil"), {}),
        # boundaries: a new one for itself, or an old one that is wider
        ("iam:CreatePolicy", iam("policy/shared-evil-boundary"), {}),
        ("iam:CreatePolicyVersion", iam("policy/acme-boundary"), {}),
        ("iam:CreateRole", iam("role/shared-evil"), {}),
        (
            "iam:CreateRole",
            iam("role/shared-evil"),
            {"iam_PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"},
        ),
        (
            "iam:PutRolePolicy",
            iam("role/acme-x"),
            {"iam_PermissionsBoundary": iam("policy/acme-evil-boundary")},
        ),
        (
            "iam:PassRole",
            iam("role/shared-x"),
            {"iam_PassedToService": "ec2.amazonaws.com"},
        ),
        ("sts:AssumeRole", iam("role/shared-people-operator"), {}),
        # the trail and the archives
        ("cloudtrail:StopLogging", "arn:aws:cloudtrail:eu-central-1:123456789012:trail/a", {}),
        ("cloudtrail:UpdateTrail", "arn:aws:cloudtrail:eu-central-1:123456789012:trail/a", {}),
        ("cloudtrail:PutEventSelectors", "*", {}),
        ("guardduty:DeleteDetector", "*", {}),
        ("config:StopConfigurationRecorder", "*", {}),
        ("s3:PutBucketPolicy", "arn:aws:s3:::shared-account-logs-audit-1-eu-central-1", {}),
        ("s3:DeleteObjectVersion", f"{STATE}/a", {}),
        ("s3:PutBucketVersioning", STATE, {}),
        ("kms:UpdateAlias", "arn:aws:kms:eu-central-1:123456789012:alias/shared-pulumi-state", {}),
        ("kms:PutKeyPolicy", KEY, STATE_KEY),
    ],
)
def test_an_update_weakens_no_guardrail(action: str, resource: str, keys: dict[str, Any]) -> None:
    assert not role("update").may(action, resource, **keys)


def test_all_that_an_update_reads_a_preview_reads() -> None:
    scope = DeployScope(resolve_environment(PROD), targets=frozenset(DeployTarget))
    read = next(statement for statement in changing(scope) if statement.sid == "Read")
    assert set(read.actions) <= set(READS)


@pytest.mark.parametrize("targets", [["account"], ["organization"], ["tenant"]])
def test_boundaries_fit_into_a_managed_policy(targets: list[str]) -> None:
    recording = made(targets=targets, prefixes=["acme", "borealis"] if "tenant" in targets else [])
    for policy in recording.of("iam.Policy"):
        assert len("".join(policy.inputs["policy"].split())) <= LONGEST_POLICY
    for inline in recording.of("iam.RolePolicy"):
        assert len("".join(inline.inputs["policy"].split())) <= 10_240


def test_documents_are_known_at_preview() -> None:
    recording = made(preview=True)
    for policy in (*recording.of("iam.Policy"), *recording.of("iam.RolePolicy")):
        assert json.loads(policy.inputs["policy"])["Statement"]
    for made_role in recording.of("iam.Role"):
        assert json.loads(made_role.inputs["assumeRolePolicy"])["Statement"]


def test_a_second_pipeline_shares_the_provider() -> None:
    recording = made("deploy-tenants", makes_provider=False, targets=["tenant"])
    assert not recording.of("iam.OpenIdConnectProvider")
    names = {r.inputs["name"] for r in recording.of("iam.Role")}
    assert names == {f"shared-deploy-tenants-{s}" for s in ("preview", "update", "evidence")}
    update = Role(recording, "shared-deploy-tenants-update")
    assert not update.may("iam:DeleteRole", iam("role/shared-deploy-tenants-update"))
    component = next(r for r in recording if r.type == "soc2:access:DeployRoles")
    assert component.outputs["providerArn"].endswith(f"oidc-provider/{GITHUB}")


def subjects(**changed: list[str]) -> dict[str, list[str]]:
    return {"preview": ["a"], "update": ["b"], "evidence": ["c"], **changed}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"repository": "example-org/*"}, "repository 'example-org/*'; accepted is one owner/name"),
        ({"repository": "platform"}, "repository 'platform'; accepted is one owner/name"),
        ({"branch": "release/*"}, "branch 'release/*'; accepted is a name without wildcards"),
        ({"deploy_environment": "prod?"}, "deploy_environment 'prod?'; accepted is a name without"),
        ({"audience": "*"}, "audience '*'; accepted is a name without wildcards"),
        ({"issuer": "https://x.example.com"}, "issuer 'https://x.example.com'; accepted is a host"),
        ({"issuer": "x.example.com"}, "repository is for token.actions.githubusercontent.com"),
        ({"repository": None}, "repository is missing; accepted is owner/name, or subjects"),
        ({"subjects": subjects()}, "has repository and subjects; accepted is one of them"),
        (
            {"repository": None, "subjects": subjects(update=["repo:a/b:*"])},
            "subjects.update 'repo:a/b:*'; accepted is a subject without wildcards",
        ),
        (
            {"repository": None, "subjects": subjects(preview=[])},
            "subjects.preview is empty; accepted are one or more exact subjects",
        ),
        (
            {"repository": None, "subjects": subjects(update=["a"])},
            "subjects.update has a subject of subjects.preview",
        ),
        ({"review_by": "soon"}, "review_by 'soon'; accepted is a date as 2027-01-31"),
        ({"review_by": "2199-01-01"}, "review_by '2199-01-01'; accepted is a date"),
        ({"prefixes": ["Acme"]}, "prefixes 'Acme'; accepted are ids of tenants"),
        (
            {"targets": ["data"]},
            "targets[0] is 'data'; input should be 'account', ",
        ),
        ({"steps": 1}, "steps is unknown"),
        (
            {"prefixes": [f"tenant-{n}" for n in range(30)]},
            "1 targets and 31 prefixes (a second DeployRoles takes some) make a policy of",
        ),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve("deploy", given(**changed))
    assert len([p for p in caught.value.problems if message in p]) == 1, caught.value.problems


def test_a_name_outside_its_own_denials_is_refused() -> None:
    with pytest.raises(ConfigError, match="accepted is deploy, or deploy- and more"):
        resolve("pipeline", ARGS)
