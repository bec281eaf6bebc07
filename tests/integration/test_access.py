"""All ways in, against moto and its stand-ins: what AWS holds, what expires, what is reviewed."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.baseline.access.live import read
from soc2_baseline.baseline.access.window import change
from soc2_baseline.core.access.effective import effective
from soc2_baseline.core.access.manifest_file import load
from tests.baseline.access.example import allowing, grant, person, written
from tests.support import verdicts
from tests.support.commands import baseline
from tests.support.engine import Engine, requires_engine
from tests.support.moto_server import MotoServer

pytestmark = [pytest.mark.integration, requires_engine]

PROGRAM = Path(__file__).parent / "programs" / "access"
ACCOUNT = "123456789012"
REGION = "us-east-1"
TODAY = datetime.datetime.now(datetime.UTC).date()


def days(number: int) -> str:
    return str(TODAY + datetime.timedelta(days=number))


def manifest(folder: Path, expires: str = days(30)) -> Path:
    """One group and one person with access; the person's grant ends when the test says."""
    started = days(-100)
    own = {"effect": "Allow", "actions": ["ecs:ListTasks"], "resources": ["*"]}
    return written(
        folder,
        accounts=[{"id": ACCOUNT, "name": "shop-prod", "environment": "prod"}],
        people=[person(name, started=started) for name in ("lead", "dev", "ops")],
        permission_sets=[allowing("operator", statements=[own]), allowing("looker")],
        grants=[
            grant("platform-prod", granted=days(-40), expires=days(200)),
            grant(
                "one",
                person="lead@example.com",
                owner="dev@example.com",
                granted=days(-40),
                expires=expires,
                **{"permission-set": "looker"},
            ),
        ],
    )


class Session:
    """What boto3's session does, in our server."""

    def __init__(self, server: MotoServer) -> None:
        self._server = server

    def client(self, service: str, **arguments: Any) -> Any:
        return self._server.client(service, region=arguments.get("region_name", REGION))


@pytest.fixture(scope="module")
def center(moto_server: MotoServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    moto_server.reset()
    (instance,) = moto_server.client("sso-admin", region=REGION).list_instances()["Instances"]
    return {
        "access:instance-arn": instance["InstanceArn"],
        "access:identity-store-id": instance["IdentityStoreId"],
        "access:manifest": str(manifest(tmp_path_factory.mktemp("manifest"))),
    }


@pytest.fixture(scope="module")
def stack(
    engine_present: None,
    center: dict[str, Any],
    moto_server: MotoServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    made = Engine(PROGRAM, tmp_path_factory.mktemp("access"), moto_server, config=center)
    with made.standing():
        yield made
        made.configure(center)


def test_second_update_changes_nothing(stack: Engine) -> None:
    stack.up()
    assert stack.changes() == {}


def test_offline_and_engine_reach_the_same_verdicts(
    moto_server: MotoServer, tmp_path: Path
) -> None:
    config = {"baseline:profile": "prod", "baseline:unavailable-types": {}}
    fresh = Engine(PROGRAM, tmp_path, moto_server, config=config, policy_pack=True)
    fresh.preview()
    said = verdicts.engine(fresh)
    assert said == verdicts.offline(PROGRAM, config, "example")
    assert said == set()


def test_people_and_emergencies_need_mfa(stack: Engine, moto_server: MotoServer) -> None:
    iam = moto_server.client("iam")
    for name in ("people-read-only", "people-operator", "people-auditor"):
        role = iam.get_role(RoleName=f"shared-{name}")["Role"]
        (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert trust["Condition"]["Bool"] == {"aws:MultiFactorAuthPresent": "true"}
        boundary = role["PermissionsBoundary"]["PermissionsBoundaryArn"]
        assert boundary == f"arn:aws:iam::{ACCOUNT}:policy/shared-people-boundary"
        assert role["MaxSessionDuration"] == 3600
    emergency = iam.get_role(RoleName="shared-account-break-glass")["Role"]
    effects = [s["Effect"] for s in emergency["AssumeRolePolicyDocument"]["Statement"]]
    assert effects == ["Allow", "Deny"]


def test_pipelines_come_with_exact_tokens(stack: Engine, moto_server: MotoServer) -> None:
    iam = moto_server.client("iam")
    (provider,) = iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    held = iam.get_open_id_connect_provider(OpenIDConnectProviderArn=provider["Arn"])
    assert held["ClientIDList"] == ["sts.amazonaws.com"]
    for step in ("preview", "update", "evidence"):
        role = iam.get_role(RoleName=f"shared-deploy-{step}")["Role"]
        (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert trust["Principal"] == {"Federated": [provider["Arn"]]}
        (condition,) = trust["Condition"].values()
        assert "*" not in json.dumps(condition)
    boundary = iam.get_role(RoleName="shared-deploy-update")["Role"]["PermissionsBoundary"]
    assert boundary["PermissionsBoundaryArn"].endswith("policy/shared-deploy-boundary")


def test_state_is_for_pipelines(stack: Engine, moto_server: MotoServer) -> None:
    s3 = moto_server.client("s3", region=REGION)
    name = f"shared-pulumi-state-{ACCOUNT}-{REGION}"
    assert s3.get_bucket_versioning(Bucket=name)["Status"] == "Enabled"
    statements = json.loads(s3.get_bucket_policy(Bucket=name)["Policy"])["Statement"]
    assert any(s["Sid"] == "OnlyForPipelines" and s["Effect"] == "Deny" for s in statements)
    provider = f"awskms://alias/shared-pulumi-state?region={REGION}&context_tenant=shared"
    assert stack.outputs()["secretsProvider"] == provider


def test_center_holds_what_the_manifest_says(
    stack: Engine, center: dict[str, Any], moto_server: MotoServer
) -> None:
    counting = effective(load(Path(center["access:manifest"])), TODAY)
    assert len(counting.assignments) == 2
    found = read(Session(moto_server), counting, REGION)
    assert (found.deviations, found.unread) == ((), ())
    assert "shared-people-operator" in {role.role for role in found.roles}
    sso = moto_server.client("sso-admin", region=REGION)
    arns = stack.outputs()["permissionSetArns"]
    asked = {
        "InstanceArn": center["access:instance-arn"],
        "PermissionSetArn": arns["operator"],
    }
    assert sso.describe_permission_set(**asked)["PermissionSet"]["SessionDuration"] == "PT1H"
    boundary = sso.get_permissions_boundary_for_permission_set(**asked)["PermissionsBoundary"]
    reference = boundary["CustomerManagedPolicyReference"]
    assert reference["Name"] == "shared-people-boundary"
    (attached,) = sso.list_managed_policies_in_permission_set(**asked)["AttachedManagedPolicies"]
    assert attached["Name"] == "SecurityAudit"


def test_what_the_manifest_does_not_say_is_a_deviation(
    stack: Engine, center: dict[str, Any], moto_server: MotoServer
) -> None:
    counting = effective(load(Path(center["access:manifest"])), TODAY)
    store = moto_server.client("identitystore", region=REGION)
    iam = moto_server.client("iam")
    where = {"IdentityStoreId": center["access:identity-store-id"]}
    names = {"Formatted": "Hr", "FamilyName": "Example", "GivenName": "Hr"}
    hr = store.create_user(**where, UserName="hr", DisplayName="Hr", Name=names)["UserId"]
    group = stack.outputs()["groupIds"]["platform"]
    joined = store.create_group_membership(**where, GroupId=group, MemberId={"UserId": hr})
    iam.create_user(UserName="legacy")
    found = read(Session(moto_server), counting, REGION).deviations
    assert "hr is in the identity store, not in the manifest" in found
    assert "hr is in group platform, and not by the manifest" in found
    assert "user legacy is in IAM, not in the manifest" in found
    store.delete_group_membership(**where, MembershipId=joined["MembershipId"])
    store.delete_user(**where, UserId=hr)
    iam.delete_user(UserName="legacy")


def test_a_sealed_role_is_opened_for_a_while(stack: Engine, moto_server: MotoServer) -> None:
    iam, name = moto_server.client("iam"), "shared-account-break-glass"
    now = datetime.datetime.now(datetime.UTC)
    before = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    until = change(iam, name, 60, now)
    (trust,) = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Condition"]["Bool"] == {"aws:MultiFactorAuthPresent": "true"}
    assert trust["Condition"]["DateLessThan"] == {"aws:CurrentTime": until}
    assert change(iam, name, None, now) is None
    after = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    assert [s["Effect"] for s in after["Statement"]] == ["Allow", "Deny"]
    assert after["Statement"][0] == before["Statement"][0]


def test_an_expired_grant_disappears_with_the_next_update(
    stack: Engine, center: dict[str, Any], tmp_path: Path
) -> None:
    stack.configure({**center, "access:manifest": str(manifest(tmp_path, expires=days(-1)))})
    printed = stack.up()
    assert f"grant one expired on {days(-1)}: it gives nothing" in printed
    gone = {u.rpartition("::")[2] for u, c in stack.changes().items() if c["op"] == "delete"}
    assert gone == {
        "access-grant-one",
        "access-grant-one-lead@example.com",
        "access-looker",
        "access-looker-SecurityAudit",
        f"access-looker-grant-one-{ACCOUNT}",
    }


def test_bad_input_costs_one_message_and_no_resource(
    stack: Engine, center: dict[str, Any], moto_server: MotoServer, tmp_path: Path
) -> None:
    file = written(tmp_path, grants=[grant("a", group="nobody"), grant("b", owner="hr")])
    other = {**center, "access:manifest": str(file)}
    fresh = Engine(PROGRAM, tmp_path, moto_server, config=other)
    printed = fresh.preview(fails=True)
    assert "grants[0] 'a': group 'nobody' is unknown; accepted are platform" in printed
    assert "grants[1] 'b': owner 'hr' is not a person of the manifest" in printed


def test_an_open_use_stops_the_update(
    stack: Engine, center: dict[str, Any], moto_server: MotoServer, tmp_path: Path
) -> None:
    register = tmp_path / "reviews.yaml"
    register.write_text(
        "- {event: e-1, role: shared-account-break-glass, used-by: dev,"
        " used-at: 2026-11-20T04:01:00Z}\n"
    )
    config = {**center, "access:reviews": str(register)}
    fresh = Engine(PROGRAM, tmp_path, moto_server, config=config)
    assert "use e-1 of shared-account-break-glass by dev" in fresh.preview(fails=True)


def test_the_command_reads_aws(
    stack: Engine, center: dict[str, Any], moto_server: MotoServer, tmp_path: Path
) -> None:
    session = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": moto_server.url,
    }
    stack.configure(center)
    stack.up()
    command = ("access", "review", center["access:manifest"], "--live", "--format", "json")
    live = json.loads(baseline(*command, code=0, **session).stdout)["live"]
    assert "shared-account-break-glass" in {role["role"] for role in live["roles"]}
    assert (live["deviations"], live["unread"]) == ([], [])
    opened = baseline(
        *("access", "open-break-glass", "shared-account-break-glass", "--ticket", "INC-7"),
        code=0,
        **session,
    )
    assert "is open until" in opened.stdout
    baseline("access", "seal-break-glass", "shared-account-break-glass", code=0, **session)
    refused = baseline(
        *("access", "open-break-glass", "shared-people-operator", "--ticket", "INC-7"),
        code=2,
        **session,
    )
    assert "is not tagged access=break-glass" in refused.stderr
