import json
from functools import cache
from typing import Any

import pytest

from soc2_baseline.components.access.people_roles import PeopleRoles, PeopleRolesArgs, resolve
from soc2_baseline.components.access.tables import GUARDS, SECRETS
from soc2_baseline.components.statements import LONGEST_POLICY
from soc2_baseline.core.errors import ConfigError
from tests.components.access.simulated import Role, iam
from tests.support.arguments import PROD
from tests.support.recorder import Recording, record

ARGS: PeopleRolesArgs = {"environment": PROD}
KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
EVIDENCE = "shared-evidence-123456789012-eu-central-1"
ROLES = ("read-only", "operator", "auditor")


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: PeopleRolesArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: PeopleRoles("people", args), preview=preview)


@cache
def role(name: str) -> Role:
    return Role(made(evidence_buckets=[EVIDENCE]), f"shared-people-{name}")


@pytest.mark.parametrize("name", ROLES)
def test_people_need_fresh_mfa(name: str) -> None:
    (statement,) = role(name).trust
    assert statement["Principal"] == {"AWS": [iam("root")]}
    assert statement["Condition"] == {
        "Bool": {"aws:MultiFactorAuthPresent": "true"},
        "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"},
    }
    assert role(name).role.inputs["maxSessionDuration"] == 3600


def test_only_named_people_may_come() -> None:
    on_call = iam("role/on-call")
    (statement,) = Role(made(principals=[on_call]), "shared-people-operator").trust
    assert statement["Principal"] == {"AWS": [on_call]}


@pytest.mark.parametrize("name", ROLES)
def test_everybody_sees_the_setup_and_no_secret(name: str) -> None:
    person = role(name)
    assert person.may("ec2:DescribeVpcs")
    assert person.may("iam:ListRoles")
    for action in SECRETS:
        if not action.startswith("logs:"):
            assert not person.may(action.replace("*", "X")), action
    assert not person.may("s3:GetObject", "arn:aws:s3:::acme-data-1/a")
    assert not person.may("kms:Decrypt", KEY)


@pytest.mark.parametrize("name", ROLES)
def test_nobody_decides_who_may_do_what(name: str) -> None:
    person = role(name)
    person_with_more = Role(made(), f"shared-people-{name}")
    person_with_more.identity.append({"Effect": "Allow", "Action": "*", "Resource": "*"})
    for asked in (person, person_with_more):
        assert not asked.may("iam:CreateRole", iam("role/x"))
        assert not asked.may("iam:DeleteRolePermissionsBoundary", iam(f"role/{person.name}"))
        assert not asked.may("sso:CreateAccountAssignment")
        assert not asked.may("sts:AssumeRole", iam("role/shared-account-break-glass"))
        for action in GUARDS:
            assert not asked.may(action.replace("*", "X")), action


def test_operators_restart_and_read_shared_logs() -> None:
    operator = role("operator")
    group = "arn:aws:logs:eu-central-1:123456789012:log-group:/shared/app:*"
    assert operator.may("logs:GetLogEvents", group)
    assert operator.may("ec2:RebootInstances", "arn:aws:ec2:eu-central-1:123456789012:instance/i-1")
    assert operator.may("securityhub:BatchUpdateFindings")
    tenants = "arn:aws:logs:eu-central-1:123456789012:log-group:/acme/app:*"
    assert not operator.may("logs:GetLogEvents", tenants)
    assert not role("read-only").may("logs:GetLogEvents", group)
    assert not operator.may("ec2:TerminateInstances")


def test_auditors_read_evidence_and_nothing_else_of_objects() -> None:
    auditor = role("auditor")
    assert auditor.may("s3:GetObject", f"arn:aws:s3:::{EVIDENCE}/2026/report.json")
    through = {
        "kms_ViaService": "s3.eu-central-1.amazonaws.com",
        "kms_EncryptionContext:aws:s3:arn": f"arn:aws:s3:::{EVIDENCE}",
    }
    assert auditor.may("kms:Decrypt", KEY, **through)
    other = {**through, "kms_EncryptionContext:aws:s3:arn": "arn:aws:s3:::acme-data-1"}
    assert not auditor.may("kms:Decrypt", KEY, **other)
    assert not auditor.may("s3:GetObject", "arn:aws:s3:::acme-data-1/a")
    assert not role("read-only").may("s3:GetObject", f"arn:aws:s3:::{EVIDENCE}/2026/report.json")
    none = Role(made(), "shared-people-auditor")
    assert not none.may("s3:GetObject", f"arn:aws:s3:::{EVIDENCE}/2026/report.json")


def test_permission_sets_can_be_allowed_more_by_name() -> None:
    boundary = Role(made(also_allowed=["ecs:RunTask"]), "shared-people-operator")
    boundary.identity.append({"Effect": "Allow", "Action": "*", "Resource": "*"})
    assert boundary.may("ecs:RunTask")
    assert not boundary.may("ecs:DeleteService")


def test_documents_fit_and_are_known_at_preview() -> None:
    recording = made(preview=True, evidence_buckets=[EVIDENCE])
    policy = recording.one("iam.Policy").inputs
    assert policy["name"] == "shared-people-boundary"
    assert len("".join(policy["policy"].split())) <= LONGEST_POLICY
    for inline in recording.of("iam.RolePolicy"):
        assert json.loads(inline.inputs["policy"])["Statement"]


def test_everything_hangs_on_the_component() -> None:
    _stack, component, *children = made().all
    assert component.type == "soc2:access:PeopleRoles"
    assert {child.parent for child in children} == {component.urn}
    assert set(component.outputs["roleArns"]) == set(ROLES)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"principals": ["*"]}, "principals '*'; accepted is the ARN of an account's root, a user"),
        ({"principals": [iam("role/*")]}, "without wildcards"),
        ({"evidence_buckets": ["*"]}, "evidence_buckets '*'; accepted is the name of one bucket"),
        ({"also_allowed": ["ecs:*"]}, "also_allowed 'ecs:*'; accepted are actions such as ecs:Run"),
        ({"also_allowed": ["iam:PassRole"]}, "of other services than iam, kms, organizations"),
        (
            {"also_allowed": [f"ecs:{'A' * 90}{c}" for c in "bcdefghijklmnopqrstuvwxyz" * 2]},
            "50 actions of also_allowed and 0 buckets make a policy of",
        ),
        ({"roles": 1}, "roles is unknown"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]
    assert len([p for p in caught.value.problems if message in p]) == 1, caught.value.problems
