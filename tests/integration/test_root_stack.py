"""The root stack against moto, by the real engine: from nothing, through an update, to nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import verdicts
from tests.support.engine import Engine, requires_engine
from tests.support.moto_server import MotoServer

pytestmark = [pytest.mark.integration, requires_engine]

ROOT = Path(__file__).parents[2]
ACCOUNT = "123456789012"
REGION = "eu-central-1"


@pytest.fixture(scope="module")
def stack(
    engine_present: None, moto_server: MotoServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    moto_server.reset()
    made = Engine(ROOT, tmp_path_factory.mktemp("root"), moto_server, policy_pack=True)
    with made.standing():
        yield made


@pytest.mark.parametrize("profile", ["prod", "sandbox"])
def test_offline_and_engine_reach_the_same_verdicts(
    profile: str, moto_server: MotoServer, tmp_path: Path
) -> None:
    config = {"baseline:profile": profile, "baseline:unavailable-types": {}}
    fresh = Engine(ROOT, tmp_path, moto_server, config=config, policy_pack=True)
    fresh.preview()
    assert verdicts.engine(fresh) == verdicts.offline(ROOT, config, "example")


def test_buckets_are_versioned_encrypted_private_and_tls_only(
    stack: Engine, moto_server: MotoServer
) -> None:
    s3 = moto_server.client("s3", region=REGION)
    names = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    assert f"acme-data-{ACCOUNT}-{REGION}" in names
    assert f"borealis-data-{ACCOUNT}-{REGION}" in names
    for name in names:
        assert s3.get_bucket_versioning(Bucket=name)["Status"] == "Enabled"
        block = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
        assert set(block.values()) == {True}
        statements = json.loads(s3.get_bucket_policy(Bucket=name)["Policy"])["Statement"]
        assert any(
            s["Effect"] == "Deny"
            and s.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}
            for s in statements
        )
    tenant_keys = set()
    for tenant in ("acme", "borealis"):
        rules = s3.get_bucket_encryption(Bucket=f"{tenant}-data-{ACCOUNT}-{REGION}")
        (rule,) = rules["ServerSideEncryptionConfiguration"]["Rules"]
        assert rule["BucketKeyEnabled"]
        tenant_keys.add(rule["ApplyServerSideEncryptionByDefault"]["KMSMasterKeyID"])
    assert len(tenant_keys) == 2


def test_data_tier_has_no_way_to_the_internet(stack: Engine, moto_server: MotoServer) -> None:
    ec2 = moto_server.client("ec2", region=REGION)
    tier = [{"Name": "tag:network-tier", "Values": ["data"]}]
    subnets = ec2.describe_subnets(Filters=tier)["Subnets"]
    assert len(subnets) == 2
    for subnet in subnets:
        at = [{"Name": "association.subnet-id", "Values": [subnet["SubnetId"]]}]
        (table,) = ec2.describe_route_tables(Filters=at)["RouteTables"]
        to_internet = [r for r in table["Routes"] if r.get("DestinationCidrBlock") == "0.0.0.0/0"]
        assert to_internet == []
    vpcs = {v["VpcId"] for v in ec2.describe_vpcs()["Vpcs"] if not v["IsDefault"]}
    logs = ec2.describe_flow_logs()["FlowLogs"]
    assert {log["ResourceId"] for log in logs if log["TrafficType"] == "ALL"} >= vpcs


def test_people_need_mfa_and_stay_within_the_boundary(
    stack: Engine, moto_server: MotoServer
) -> None:
    iam = moto_server.client("iam")
    for tenant in ("acme", "borealis"):
        for role in ("operator", "developer", "auditor", "break-glass"):
            made = iam.get_role(RoleName=f"{tenant}-{role}")["Role"]
            (trust,) = made["AssumeRolePolicyDocument"]["Statement"]
            assert trust["Condition"]["Bool"] == {"aws:MultiFactorAuthPresent": "true"}
            boundary = made["PermissionsBoundary"]["PermissionsBoundaryArn"]
            assert boundary == f"arn:aws:iam::{ACCOUNT}:policy/{tenant}-boundary"


def test_tables_and_vaults_are_kept(stack: Engine, moto_server: MotoServer) -> None:
    dynamodb = moto_server.client("dynamodb", region=REGION)
    backup = moto_server.client("backup", region=REGION)
    for tenant in ("acme", "borealis"):
        name = f"{tenant}-telemetry"
        table = dynamodb.describe_table(TableName=name)["Table"]
        assert table["SSEDescription"]["SSEType"] == "KMS"
        recovery = dynamodb.describe_continuous_backups(TableName=name)
        points = recovery["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
        assert points["PointInTimeRecoveryStatus"] == "ENABLED"
        policy = backup.get_backup_vault_access_policy(BackupVaultName=f"{tenant}-vault")
        (deny,) = [s for s in json.loads(policy["Policy"])["Statement"] if s["Effect"] == "Deny"]
        assert "backup:DeleteRecoveryPoint" in deny["Action"]


def test_restores_are_tried(stack: Engine, moto_server: MotoServer) -> None:
    backup = moto_server.client("backup", region=REGION)
    for tenant in ("acme", "borealis"):
        name = {"RestoreTestingPlanName": f"{tenant}_restore_test"}
        plan = backup.get_restore_testing_plan(**name)["RestoreTestingPlan"]
        assert plan["ScheduleExpression"] == "cron(0 5 1 * ? *)"
        points = plan["RecoveryPointSelection"]
        assert points["Algorithm"] == "LATEST_WITHIN_WINDOW"
        assert points["IncludeVaults"] == [
            f"arn:aws:backup:{REGION}:{ACCOUNT}:backup-vault:{tenant}-vault"
        ]
        assert set(points["RecoveryPointTypes"]) == {"CONTINUOUS", "SNAPSHOT"}
        assert points["SelectionWindowDays"] == 7
        tags = backup.list_tags(ResourceArn=plan["RestoreTestingPlanArn"])["Tags"]
        assert tags["tenant"] == tenant
        tag = {"Key": "aws:ResourceTag/tenant", "Value": tenant}
        for store in ("DynamoDB", "S3"):
            selection = backup.get_restore_testing_selection(
                **name, RestoreTestingSelectionName=f"{tenant}_{store.lower()}"
            )["RestoreTestingSelection"]
            assert selection["ProtectedResourceType"] == store
            assert selection["ProtectedResourceConditions"]["StringEquals"] == [tag]
            assert selection["ValidationWindowHours"] == 24
            role = f"arn:aws:iam::{ACCOUNT}:role/{tenant}-restore-test"
            assert selection["IamRoleArn"] == role


def test_keys_rotate(stack: Engine, moto_server: MotoServer) -> None:
    kms = moto_server.client("kms", region=REGION)
    for tenant in ("acme", "borealis", "shared"):
        status = kms.get_key_rotation_status(KeyId=stack_key(stack, tenant))
        assert status["KeyRotationEnabled"]
        assert status["RotationPeriodInDays"] == 365


def stack_key(stack: Engine, tenant: str) -> str:
    (key,) = [
        r
        for r in stack.export()
        if r["type"] == "aws:kms/key:Key" and r["urn"].endswith(f"::{tenant}-key")
    ]
    return str(key["id"])


DRIFT: dict[str, str] = {}
"""Property paths (type and path) that a second update changes, each with the emulator's gap."""


def test_second_update_changes_nothing(stack: Engine) -> None:
    stack.up()
    assert stack.drifted() == set(DRIFT)


def test_an_update_reaches_the_cloud(stack: Engine, moto_server: MotoServer) -> None:
    stack.configure({"baseline:owner": "data-platform"})
    stack.up()
    s3 = moto_server.client("s3", region=REGION)
    tags = s3.get_bucket_tagging(Bucket=f"acme-data-{ACCOUNT}-{REGION}")["TagSet"]
    assert {"Key": "owner", "Value": "data-platform"} in tags
    replaced = [u for u, c in stack.changes().items() if c["op"] not in ("update",)]
    assert replaced == []
