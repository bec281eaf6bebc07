"""Calls that AWS and its provider make of a deployment, allowed to the role that deploys."""

import pytest

from tests.components.access.simulated import Role, iam
from tests.components.access.test_deploy_roles import KEY, STATE_KEY, made, role


def test_an_update_with_another_commit_tags_the_key_of_the_state() -> None:
    changed = {**STATE_KEY, "aws_TagKeys": ["change-id", "commit"]}
    assert role("update").may("kms:TagResource", KEY, **changed)
    assert role("update").may("kms:ListResourceTags", KEY, **STATE_KEY)


@pytest.mark.parametrize(
    ("action", "tags"),
    [("kms:TagResource", ["commit", "tenant"]), ("kms:UntagResource", ["tenant"])],
)
def test_the_key_of_the_state_stays_with_its_tenant(action: str, tags: list[str]) -> None:
    assert not role("update").may(action, KEY, **{**STATE_KEY, "aws_TagKeys": tags})


@pytest.mark.parametrize("step", ["preview", "update"])
def test_every_bucket_is_read_as_the_provider_reads_it(step: str) -> None:
    """HeadBucket needs s3:ListBucket; objects stay closed."""
    audit = "arn:aws:s3:::shared-account-logs-audit-123456789012-eu-central-1"
    assert role(step).may("s3:ListBucket", audit)
    assert not role(step).may("s3:ListBucket", audit, aws_ResourceAccount="999999999999")
    assert not role(step).may("s3:GetObject", f"{audit}/AWSLogs/x")


def test_a_tenant_gets_its_role_for_restore_tests() -> None:
    bound = {"iam_PermissionsBoundary": iam("policy/acme-restore-test-boundary")}
    for action in ("iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"):
        assert role("update").may(action, iam("role/acme-restore-test"), **bound)


@pytest.mark.parametrize("service", ["states", "chatbot"])
def test_roles_are_handed_to_the_services_of_incidents(service: str) -> None:
    passed = {"iam_PassedToService": f"{service}.amazonaws.com"}
    assert role("update").may("iam:PassRole", iam("role/shared-incidents-escalation"), **passed)


@pytest.mark.parametrize("step", ["preview", "update"])
def test_a_state_machine_is_validated_at_preview(step: str) -> None:
    assert role(step).may("states:ValidateStateMachineDefinition")


def test_chat_channels_are_deployed() -> None:
    assert role("update").may("chatbot:CreateSlackChannelConfiguration")
    assert role("preview").may("chatbot:DescribeSlackChannelConfigurations")


@pytest.mark.parametrize(
    "action",
    [
        "organizations:MoveAccount",
        "iam:EnableOrganizationsRootCredentialsManagement",
        "iam:EnableOrganizationsRootSessions",
        "iam:DisableOrganizationsRootSessions",
        "cloudtrail:RegisterOrganizationDelegatedAdmin",
        "cloudtrail:DeregisterOrganizationDelegatedAdmin",
    ],
)
def test_the_organization_is_deployed_to_its_end(action: str) -> None:
    update = Role(made(targets=["organization"]), "shared-deploy-update")
    assert update.may(action)
