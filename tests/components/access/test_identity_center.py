import json
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.components.access.identity_center import (
    IdentityCenter,
    IdentityCenterArgs,
    resolve,
)
from soc2_baseline.components.access.identity_center_args import duration
from soc2_baseline.core.errors import ConfigError
from tests.baseline.access.example import allowing, grant, person, written
from tests.support.arguments import PROD
from tests.support.recorder import Recording, record

INSTANCE = "arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6"
DAY = "2026-11-24"


def arguments(tmp_path: Path, sections: dict[str, Any], **changed: Any) -> IdentityCenterArgs:
    args: dict[str, Any] = {
        "environment": PROD,
        "instance_arn": INSTANCE,
        "identity_store_id": "d-1234567890",
        "manifest_file": str(written(tmp_path, **sections)),
        "today": DAY,
        **changed,
    }
    return args  # type: ignore[return-value]


def made(tmp_path: Path, sections: dict[str, Any] | None = None, **changed: Any) -> Recording:
    args = arguments(tmp_path, sections or {}, **changed)
    # Ids in the identity store are known to AWS only, so they are followed by their edges.
    return record(lambda: IdentityCenter("access", args), preview=True)


def test_access_is_given_to_groups(tmp_path: Path) -> None:
    recording = made(tmp_path)
    assignment = recording.one("ssoadmin.AccountAssignment")
    assert assignment.name == "access-operator-platform-111111111111"
    assert assignment.inputs["principalType"] == "GROUP"
    assert assignment.inputs["targetType"] == "AWS_ACCOUNT"
    assert assignment.inputs["targetId"] == "111111111111"
    group = recording.one("identitystore.Group")
    assert group.inputs["displayName"] == "platform"
    edges = assignment.registration.property_dependencies["principalId"]
    assert list(edges) == [group.urn]


def test_people_are_members_by_name(tmp_path: Path) -> None:
    recording = made(tmp_path)
    users = {user.inputs["userName"]: user for user in recording.of("identitystore.User")}
    assert set(users) == {f"{name}@example.com" for name in ("lead", "dev", "ops")}
    assert users["dev@example.com"].inputs["name"] == {"givenName": "Dev", "familyName": "Example"}
    members = {m.name for m in recording.of("identitystore.GroupMembership")}
    assert members == {f"access-platform-{name}@example.com" for name in ("dev", "ops")}


def test_one_person_gets_a_group_of_its_own(tmp_path: Path) -> None:
    single = grant("fix", person="dev@example.com", expires="2026-12-01")
    recording = made(tmp_path, {"grants": [single]})
    names = {group.inputs["displayName"] for group in recording.of("identitystore.Group")}
    assert names == {"platform", "grant-fix"}
    assert recording.one("identitystore.GroupMembership", "access-grant-fix-dev@example.com")
    assert recording.one("ssoadmin.AccountAssignment").name.startswith("access-operator-grant-fix")


def test_permission_sets_are_short_bounded_and_reviewed(tmp_path: Path) -> None:
    own = {
        "effect": "Allow",
        "actions": ["ecs:UpdateService"],
        "resources": ["arn:aws:ecs:*:111111111111:service/shop/*"],
    }
    sets = [
        allowing("operator", statements=[own], **{"customer-policies": ["shop-operate"]}),
        allowing("looker"),
    ]
    recording = made(tmp_path, {"permission_sets": sets})
    permission_set = recording.one("ssoadmin.PermissionSet").inputs
    assert permission_set["name"] == "operator"
    assert permission_set["sessionDuration"] == "PT1H"
    assert permission_set["tags"]["review-by"] == "2027-04-01"
    boundary = recording.one("ssoadmin.PermissionsBoundaryAttachment").inputs
    reference = boundary["permissionsBoundary"]["customerManagedPolicyReference"]
    assert reference == {"name": "shared-people-boundary", "path": "/"}
    managed = recording.one("ssoadmin.ManagedPolicyAttachment").inputs
    assert managed["managedPolicyArn"] == "arn:aws:iam::aws:policy/SecurityAudit"
    customer = recording.one("ssoadmin.CustomerManagedPolicyAttachment").inputs
    assert customer["customerManagedPolicyReference"] == {"name": "shop-operate", "path": "/"}
    inline = json.loads(recording.one("ssoadmin.PermissionSetInlinePolicy").inputs["inlinePolicy"])
    assert inline["Statement"][0]["Action"] == ["ecs:UpdateService"]


def test_assignments_wait_for_policies_and_boundary(tmp_path: Path) -> None:
    recording = made(tmp_path)
    assignment = recording.one("ssoadmin.AccountAssignment")
    waited = set(assignment.registration.dependencies)
    for kind in ("ssoadmin.PermissionsBoundaryAttachment", "ssoadmin.ManagedPolicyAttachment"):
        assert recording.one(kind).urn in waited


def test_expired_grants_disappear(tmp_path: Path) -> None:
    recording = made(tmp_path, {"grants": [grant("late", expires="2026-11-23")]})
    assert not recording.of("ssoadmin.AccountAssignment")
    assert not recording.of("ssoadmin.PermissionSet")


def test_leavers_disappear(tmp_path: Path) -> None:
    people = [person("lead"), person("dev"), person("ops", leaves="2026-11-23")]
    recording = made(tmp_path, {"people": people})
    assert "ops" not in " ".join(r.name for r in recording)


def test_groups_of_an_identity_provider_are_used_by_id(tmp_path: Path) -> None:
    group_id = "9067642ac7-11aa22bb-1234-4321-aaaa-0123456789ab"
    recording = made(tmp_path, group_ids={"platform": group_id})
    assert recording.one("ssoadmin.AccountAssignment").inputs["principalId"] == group_id
    for kind in ("User", "Group", "GroupMembership"):
        assert not recording.of(f"identitystore.{kind}")


def test_attributes_are_mapped(tmp_path: Path) -> None:
    attributes = made(tmp_path).one("ssoadmin.InstanceAccessControlAttributes").inputs["attributes"]
    assert {a["key"]: a["values"] for a in attributes} == {
        "department": [{"sources": ["${path:enterprise.department}"]}],
        "user-name": [{"sources": ["${path:userName}"]}],
    }
    none = made(tmp_path, attributes={})
    assert not none.of("ssoadmin.InstanceAccessControlAttributes")


def test_types_that_are_not_offered_are_left_out(tmp_path: Path) -> None:
    lacking = {
        "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment": "not here",
        "aws:ssoadmin/instanceAccessControlAttributes:InstanceAccessControlAttributes": "not here",
    }
    recording = made(tmp_path, environment={**PROD, "unavailable_types": lacking})
    assert not lacking.keys() & {resource.type for resource in recording}
    assert recording.one("ssoadmin.AccountAssignment")


def test_durations_are_iso_8601() -> None:
    assert [duration(n) for n in (3600, 5400, 14400)] == ["PT1H", "PT1H30M", "PT4H"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"instance_arn": "ssoins-1"}, "instance_arn 'ssoins-1'; accepted is an ARN such as"),
        ({"identity_store_id": "x"}, "identity_store_id 'x'; accepted is an id such as"),
        ({"group_ids": {}}, "group_ids lacks 'platform'; accepted is the id of each group"),
        ({"group_ids": {"platform": "x"}}, "group_ids['platform'] 'x'; accepted is the id of a"),
        ({"attributes": {"team": ["department"]}}, "attributes['team'] 'department'; accepted is"),
        ({"today": "tomorrow"}, "today 'tomorrow'; accepted is a date as 2027-01-31"),
        ({"manifest_file": "/nowhere/access.yaml"}, "/nowhere/access.yaml: cannot be read"),
        ({"manifest": "x"}, "manifest is unknown"),
    ],
)
def test_wrong_arguments_are_refused(tmp_path: Path, changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve(arguments(tmp_path, {}, **changed))
    assert len([p for p in caught.value.problems if message in p]) == 1, caught.value.problems


def test_a_wrong_manifest_makes_nothing(tmp_path: Path) -> None:
    bad = [grant("a", group="nobody"), grant("b", owner="hr@example.com", accounts=["shop-dev"])]
    args = arguments(tmp_path, {"grants": bad})
    with pytest.raises(ConfigError) as caught:
        record(lambda: IdentityCenter("access", args))
    assert len(caught.value.problems) == 2
