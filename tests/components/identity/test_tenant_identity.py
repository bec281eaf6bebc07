import json
from typing import Any

import pytest

from soc2_baseline.components.environment import EnvironmentArgs
from soc2_baseline.components.identity.roles import StaffRole
from soc2_baseline.components.identity.tenant_identity import (
    TenantIdentity,
    TenantIdentityArgs,
    resolve,
)
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.iam.documents import like
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from tests.support.arguments import ACME, PROD
from tests.support.recorder import Recorded, Recording, record

ARGS: TenantIdentityArgs = {"environment": PROD, "tenant": ACME}
DEV: EnvironmentArgs = {**PROD, "profile": Profile.DEV}
IN_DEV: TenantIdentityArgs = {**ARGS, "environment": DEV}
DATA = ("s3:GetObject", "s3:PutObject", "dynamodb:GetItem", "dynamodb:PutItem", "kms:Decrypt")


def _made(args: TenantIdentityArgs = ARGS, *, preview: bool = False) -> Recording:
    return record(lambda: TenantIdentity("acme-identity", args), preview=preview)


def _role(recording: Recording, role: StaffRole) -> Recorded:
    return recording.one("iam.Role", f"acme-identity-{role.value}")


def _statements(recording: Recording, role: StaffRole) -> list[dict[str, Any]]:
    policy = recording.one("iam.RolePolicy", f"acme-identity-{role.value}").inputs["policy"]
    found: list[dict[str, Any]] = json.loads(policy)["Statement"]
    return found


def _may(recording: Recording, role: StaffRole, action: str) -> bool:
    effects = {
        statement["Effect"]
        for statement in _statements(recording, role)
        if any(like(pattern, action) for pattern in statement["Action"])
    }
    return effects == {"Allow"}


def test_names_are_fixed() -> None:
    recording = _made()
    assert recording.one("iam.Policy").inputs["name"] == "acme-boundary"
    assert [role.inputs["name"] for role in recording.of("iam.Role")] == [
        "acme-operator",
        "acme-developer",
        "acme-auditor",
        "acme-break-glass",
    ]


def test_every_role_is_bound_by_the_boundary() -> None:
    recording = _made(preview=True)
    boundary = recording.one("iam.Policy")
    for role in recording.of("iam.Role"):
        assert role.inputs["permissionsBoundary"] is UNKNOWN
        edges = role.registration.property_dependencies["permissionsBoundary"]
        assert edges == (boundary.urn,)


def test_documents_are_known_at_preview() -> None:
    recording = _made(preview=True)
    documents = [policy.inputs["policy"] for policy in recording.of("iam.Policy")]
    documents += [policy.inputs["policy"] for policy in recording.of("iam.RolePolicy")]
    documents += [role.inputs["assumeRolePolicy"] for role in recording.of("iam.Role")]
    assert len(documents) == 9
    assert all(json.loads(text)["Statement"] for text in documents)


def test_people_come_with_mfa() -> None:
    for role in _made().of("iam.Role"):
        (trust,) = json.loads(role.inputs["assumeRolePolicy"])["Statement"]
        assert trust["Condition"]["Bool"] == {"aws:MultiFactorAuthPresent": "true"}


@pytest.mark.parametrize(
    ("profile", "hours"),
    [
        (Profile.PROD, {"operator": 1, "developer": 4, "auditor": 4, "break-glass": 1}),
        (Profile.DEV, {"operator": 4, "developer": 4, "auditor": 4, "break-glass": 1}),
    ],
)
def test_sessions_end(profile: Profile, hours: dict[str, int]) -> None:
    environment: EnvironmentArgs = {**PROD, "profile": profile}
    recording = _made({**ARGS, "environment": environment})
    found = {
        role.value: _role(recording, role).inputs["maxSessionDuration"] // 3600
        for role in StaffRole
    }
    assert found == hours


def test_emergencies_are_tagged() -> None:
    recording = _made()
    tagged = [
        role.inputs["name"] for role in recording.of("iam.Role") if "access" in role.inputs["tags"]
    ]
    assert tagged == ["acme-break-glass"]
    assert _role(recording, StaffRole.BREAK_GLASS).inputs["tags"]["access"] == "break-glass"


def test_everything_carries_the_tenant() -> None:
    recording = _made()
    for made in (*recording.of("iam.Role"), *recording.of("iam.Policy")):
        assert made.inputs["tags"]["tenant"] == "acme"


@pytest.mark.parametrize("action", DATA)
@pytest.mark.parametrize("args", [ARGS, IN_DEV])
def test_auditors_and_operators_see_no_data(args: TenantIdentityArgs, action: str) -> None:
    recording = _made(args)
    assert not _may(recording, StaffRole.AUDITOR, action)
    assert not _may(recording, StaffRole.OPERATOR, action)


@pytest.mark.parametrize("action", DATA)
def test_developers_work_on_data_outside_prod_only(action: str) -> None:
    assert not _may(_made(), StaffRole.DEVELOPER, action)
    assert _may(_made(IN_DEV), StaffRole.DEVELOPER, action)


def test_developers_see_logs_and_metrics_everywhere() -> None:
    for action in ("logs:GetLogEvents", "cloudwatch:GetMetricData"):
        assert _may(_made(), StaffRole.DEVELOPER, action)


def test_operators_restore_with_the_backup_role_alone() -> None:
    statements = {each["Sid"]: each for each in _statements(_made(), StaffRole.OPERATOR)}
    assert statements["PassBackupRole"]["Resource"] == [
        "arn:aws:iam::123456789012:role/acme-backup"
    ]
    assert statements["PassBackupRole"]["Condition"] == {
        "StringEquals": {"iam:PassedToService": "backup.amazonaws.com"}
    }
    assert statements["Restore"]["Condition"] == {
        "StringEquals": {"aws:ResourceTag/tenant": "acme"}
    }
    assert statements["OpenSessions"]["Condition"] == {
        "StringEquals": {"ssm:resourceTag/tenant": "acme"}
    }


@pytest.mark.parametrize("role", StaffRole)
def test_nobody_administers_iam_or_deletes_evidence(role: StaffRole) -> None:
    recording = _made(IN_DEV)
    for action in (
        "iam:CreateRole",
        "iam:PutRolePolicy",
        "iam:CreatePolicyVersion",
        "sts:AssumeRole",
        "kms:ScheduleKeyDeletion",
        "logs:DeleteLogGroup",
        "s3:DeleteObjectVersion",
        "backup:DeleteRecoveryPoint",
    ):
        assert not _may(recording, role, action)
    assert not [
        action
        for statement in _statements(recording, role)
        for action in statement["Action"]
        if action == "*" or action.endswith(":*")
    ]


def test_workforce_replaces_the_account() -> None:
    args: TenantIdentityArgs = {
        **ARGS,
        "workforce": {
            "provider_arn": "arn:aws:iam::123456789012:saml-provider/staff",
            "issuer": "https://idp.example.com/entity",
            "subjects": {role.value: [f"{role.value}-1"] for role in StaffRole},
        },
    }
    for role in _made(args).of("iam.Role"):
        (trust,) = json.loads(role.inputs["assumeRolePolicy"])["Statement"]
        assert list(trust["Principal"]) == ["Federated"]


def test_shared_identity_is_named_shared() -> None:
    recording = record(lambda: TenantIdentity("identity", {"environment": PROD}))
    assert recording.one("iam.Policy").inputs["name"] == "shared-boundary"
    assert {role.inputs["tags"]["tenant"] for role in recording.of("iam.Role")} == {"shared"}


def test_outputs() -> None:
    component = next(m for m in _made() if m.type == "soc2:identity:TenantIdentity")
    assert component.outputs["boundaryArn"]
    assert set(component.outputs["roleArns"]) == {role.value for role in StaffRole}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"mfa": False}, "mfa is unknown"),
        ({"copy_vault_arn": "*"}, "copy_vault_arn '\\*'; accepted is the ARN of one backup vault"),
        ({"workforce": {"provider_arn": "x"}}, "workforce.subjects is missing"),
        ({"workforce": {"provider_arn": "x", "subjects": {}}}, "provider_arn 'x'; accepted is arn"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]
