import json
from typing import Any

import pytest

from soc2_baseline.components.environment import EnvironmentArgs, resolve_environment
from soc2_baseline.components.identity.boundary import boundary_statements
from soc2_baseline.components.identity.roles import StaffRole, permissions
from soc2_baseline.components.identity.scope import Scope
from soc2_baseline.components.statements import LONGEST_POLICY, Effect, Statement
from soc2_baseline.core.iam.documents import like
from soc2_baseline.core.vocabulary import Profile
from tests.support.arguments import PROD

ACME = Scope(resolve_environment(PROD), "acme")
IN_DEV: EnvironmentArgs = {**PROD, "profile": Profile.DEV}
SELF = "arn:aws:iam::123456789012:policy/acme-boundary"


def _by_sid(sid: str, scope: Scope = ACME) -> dict[str, Any]:
    return next(s for s in boundary_statements(scope) if s.sid == sid).render()


def _covers(wide: Statement, action: str, resource: str, narrow: Statement) -> bool:
    return (
        wide.effect is Effect.ALLOW
        and wide.conditions in ({}, narrow.conditions)
        and any(like(pattern.lower(), action.lower()) for pattern in wide.actions)
        and any(like(str(pattern), resource) for pattern in wide.resources)
    )


@pytest.mark.parametrize("role", StaffRole)
def test_roles_are_promised_nothing_that_the_boundary_takes_away(role: StaffRole) -> None:
    scope = Scope(resolve_environment(IN_DEV), "acme")
    boundary = boundary_statements(scope)
    for granted in permissions(role, scope):
        for action in granted.actions if granted.effect is Effect.ALLOW else ():
            service = action.partition(":")[0]
            reached = [
                resource
                for resource in map(str, granted.resources)
                if resource == "*" or resource.split(":")[2] in (service, "ec2")
            ]
            assert reached, action
            for resource in reached:
                assert any(_covers(wide, action, resource, granted) for wide in boundary), (
                    action,
                    resource,
                )


def test_longest_names_still_fit() -> None:
    gov: EnvironmentArgs = {**PROD, "region": "us-gov-west-1"}
    vault = "arn:aws-us-gov:backup:us-gov-east-1:123456789012:backup-vault:shared-vault"
    statements = boundary_statements(Scope(resolve_environment(gov), "a" * 20), vault)
    document = {"Version": "2012-10-17", "Statement": [each.render() for each in statements]}
    assert len("".join(json.dumps(document).split())) <= LONGEST_POLICY


def test_actions_are_listed_and_none_administers() -> None:
    allowed = [a for s in boundary_statements(ACME) if s.effect is Effect.ALLOW for a in s.actions]
    assert not [action for action in allowed if action.endswith(":*") or action == "*"]
    assert {a for a in allowed if a.startswith("iam:")} == {
        "iam:Get*",
        "iam:List*",
        "iam:ListRoles",
        "iam:PassRole",
    }
    assert not [a for a in allowed if a.startswith(("organizations:", "sts:", "account:"))]


def test_resources_carry_the_tenant_or_its_tag() -> None:
    fixed = ("SSM-SessionManagerRunShell", "session/${aws:userid}-*", "AwsBackupManagedRule")
    for statement in boundary_statements(ACME):
        if statement.effect is Effect.DENY or statement.sid in ("Listed", "TagBackups"):
            continue
        tagged = "acme" in json.dumps(statement.conditions)
        for resource in map(str, statement.resources):
            named = "acme" in resource or "repository/shared-" in resource
            assert tagged or named or any(text in resource for text in fixed), resource


def test_listed_actions_change_nothing() -> None:
    changing = [
        action
        for action in _by_sid("Listed")["Action"]
        if not action.partition(":")[2].startswith(("Describe", "Get", "List"))
    ]
    assert changing == [
        "logs:StopQuery",
        "ssm:UpdateInstanceInformation",
        "ssmmessages:Create*Channel",
        "ssmmessages:Open*Channel",
    ]


def test_keys_need_the_tag_and_grants_a_service() -> None:
    tag = {"aws:ResourceTag/tenant": "acme"}
    assert _by_sid("Tagged")["Condition"] == {"StringEquals": tag}
    assert _by_sid("GrantKeys")["Condition"] == {
        "StringEquals": tag,
        "Bool": {"kms:GrantIsForAWSResource": "true"},
    }


def test_other_tenants_are_denied() -> None:
    statement = _by_sid("OtherTenants")
    assert (statement["Effect"], statement["Action"], statement["Resource"]) == (
        "Deny",
        ["*"],
        ["*"],
    )
    assert statement["Condition"] == {
        "StringNotEquals": {"aws:ResourceTag/tenant": ["acme", "shared"]},
        "Null": {"aws:ResourceTag/tenant": "false"},
    }
    shared = _by_sid("OtherTenants", Scope(ACME.environment, "shared"))
    assert shared["Condition"]["StringNotEquals"] == {"aws:ResourceTag/tenant": ["shared"]}


def test_boundary_cannot_be_changed_left_or_forgotten() -> None:
    change = _by_sid("ChangingBoundary")
    assert change["Resource"] == [SELF]
    assert "iam:CreatePolicyVersion" in change["Action"]
    unbound = _by_sid("UnboundPrincipals")
    assert {"iam:CreateRole", "iam:CreateUser"} <= set(unbound["Action"])
    assert unbound["Condition"] == {"StringNotEquals": {"iam:PermissionsBoundary": SELF}}
    leaving = _by_sid("LeavingBoundary")
    assert "Condition" not in leaving
    assert set(leaving["Action"]) == {
        "iam:DeleteRolePermissionsBoundary",
        "iam:DeleteUserPermissionsBoundary",
    }


@pytest.mark.parametrize(
    "action",
    [
        "backup:DeleteBackupVault",
        "backup:DeleteBackupVaultLockConfiguration",
        "backup:DeleteRecoveryPoint",
        "cloudtrail:StopLogging",
        "kms:ScheduleKeyDeletion",
        "logs:DeleteLogGroup",
        "s3:BypassGovernanceRetention",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:DeleteObjectVersion",
    ],
)
def test_evidence_cannot_be_lost(action: str) -> None:
    denied = _by_sid("LosingEvidence")
    assert denied["Resource"] == ["*"]
    assert any(like(pattern, action) for pattern in denied["Action"])


def test_copies_go_to_the_named_vault_only() -> None:
    vault = "arn:aws:backup:eu-west-1:123456789012:backup-vault:shared-vault"
    assert vault not in _by_sid("Named")["Resource"]
    named = next(s for s in boundary_statements(ACME, vault) if s.sid == "Named")
    assert vault in named.resources
