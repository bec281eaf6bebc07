import json
from typing import Any

import pytest

from soc2_baseline.components.keys.encryption_key import EncryptionKey, EncryptionKeyArgs, resolve
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.core.errors import ConfigError
from tests.support.arguments import ACME, PROD, SANDBOX
from tests.support.recorder import record

ARGS: EncryptionKeyArgs = {"environment": PROD, "tenant": ACME, "users": [KeyUser.S3, KeyUser.LOGS]}


def test_key_rotates_and_dies_slowly() -> None:
    key = record(lambda: EncryptionKey("acme-data", ARGS)).one("kms.Key")
    assert key.inputs["enableKeyRotation"] is True
    assert key.inputs["rotationPeriodInDays"] == 365
    assert key.inputs["deletionWindowInDays"] == 30
    assert key.inputs["tags"]["tenant"] == "acme"
    assert key.protect


def test_sandbox_key_can_be_destroyed() -> None:
    args: EncryptionKeyArgs = {**ARGS, "environment": SANDBOX}
    assert not record(lambda: EncryptionKey("acme-data", args)).one("kms.Key").protect


def statements(*users: KeyUser) -> dict[str, dict[str, Any]]:
    args: EncryptionKeyArgs = {**ARGS, "users": list(users)}
    key = record(lambda: EncryptionKey("acme-data", args)).one("kms.Key")
    return {s["Sid"]: s for s in json.loads(key.inputs["policy"])["Statement"]}


def test_nobody_administers_and_decrypts() -> None:
    found = statements(*KeyUser)
    assert not {"kms:Decrypt", "kms:*"} & set(found["Administer"]["Action"])
    using = [s for sid, s in found.items() if sid != "Administer"]
    assert not any("kms:PutKeyPolicy" in s["Action"] for s in using)
    assert all(s["Condition"] for s in using)


def test_direct_calls_need_the_context_of_the_tenant() -> None:
    held = statements()["UseDirectlyForTenant"]["Condition"]["StringEquals"]
    assert held == {"kms:EncryptionContext:tenant": "acme"}


@pytest.mark.parametrize(
    ("user", "sid", "held"),
    [
        (KeyUser.S3, "UseViaS3", {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::acme-*"}),
        (
            KeyUser.DYNAMODB,
            "UseViaDynamoDb",
            {"kms:EncryptionContext:aws:dynamodb:tableName": "acme-*"},
        ),
    ],
)
def test_services_use_it_for_the_tenants_names(
    user: KeyUser, sid: str, held: dict[str, str]
) -> None:
    condition = statements(user)[sid]["Condition"]
    assert condition["StringLike"] == held
    via = f"{user.value}.eu-central-1.amazonaws.com"
    assert condition["StringEquals"]["kms:ViaService"] == [via]
    assert condition["StringEquals"]["kms:CallerAccount"] == "123456789012"


def test_requests_without_a_context_have_statements_of_their_own() -> None:
    found = statements(KeyUser.S3, KeyUser.DYNAMODB)
    assert found["DescribeViaServices"]["Action"] == ["kms:DescribeKey"]
    assert "kms:DescribeKey" not in found["UseViaS3"]["Action"]
    grants = found["GrantViaServices"]
    assert grants["Action"] == ["kms:CreateGrant"]
    assert grants["Condition"]["Bool"] == {"kms:GrantIsForAWSResource": "true"}
    assert grants["Condition"]["StringEquals"]["kms:ViaService"] == [
        "dynamodb.eu-central-1.amazonaws.com"
    ]
    assert "GrantViaServices" not in statements(KeyUser.S3)


def test_logs_and_trails_use_it_for_this_account() -> None:
    found = statements(KeyUser.LOGS, KeyUser.LOG_DELIVERY, KeyUser.CLOUDTRAIL)
    logs = found["UseByCloudWatchLogs"]
    assert logs["Principal"] == {"Service": ["logs.eu-central-1.amazonaws.com"]}
    groups = "arn:aws:logs:eu-central-1:123456789012:log-group:/acme/*"
    assert logs["Condition"] == {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}}
    account = {"StringEquals": {"aws:SourceAccount": "123456789012"}}
    assert found["UseByLogDelivery"]["Condition"] == account
    trails = "arn:aws:cloudtrail:*:123456789012:trail/*"
    assert found["ReadByCloudTrail"]["Condition"] == {"StringLike": {"aws:SourceArn": trails}}
    assert found["UseByCloudTrail"]["Action"] == ["kms:GenerateDataKey*"]


def test_macie_decrypts_objects_of_the_tenant() -> None:
    statement = statements(KeyUser.MACIE)["UseByMacie"]
    role = "role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie"
    assert statement["Action"] == ["kms:Decrypt"]
    assert statement["Condition"] == {
        "StringEquals": {
            "aws:PrincipalArn": f"arn:aws:iam::123456789012:{role}",
            "kms:CallerAccount": "123456789012",
            "kms:ViaService": "s3.eu-central-1.amazonaws.com",
        },
        "StringLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::acme-*"},
    }


def test_volumes_use_it_for_everybody_in_the_account() -> None:
    found = statements(KeyUser.EBS)
    pinned = {
        "kms:CallerAccount": "123456789012",
        "kms:ViaService": "ec2.eu-central-1.amazonaws.com",
    }
    for sid in ("UseViaEbs", "GrantViaEbs"):
        assert found[sid]["Principal"] == "*"
        assert found[sid]["Condition"]["StringEquals"] == pinned
    assert "kms:CreateGrant" not in found["UseViaEbs"]["Action"]
    assert found["GrantViaEbs"]["Action"] == ["kms:CreateGrant"]
    assert found["GrantViaEbs"]["Condition"]["Bool"] == {"kms:GrantIsForAWSResource": "true"}


def test_each_region_has_a_key_of_its_own() -> None:
    args: EncryptionKeyArgs = {**ARGS, "region": "us-east-1"}
    recording = record(lambda: EncryptionKey("data-us-east-1", args))
    for made in (recording.one("kms.Key"), recording.one("kms.Alias")):
        assert made.inputs["region"] == "us-east-1"
    policy = recording.one("kms.Key").inputs["policy"]
    assert "logs.us-east-1.amazonaws.com" in policy
    assert "eu-central-1" not in policy


def test_key_of_the_environments_region_names_none() -> None:
    recording = record(lambda: EncryptionKey("data", ARGS))
    assert "region" not in recording.one("kms.Key").inputs
    assert "region" not in recording.one("kms.Alias").inputs


def test_policy_is_known_at_preview() -> None:
    key = record(lambda: EncryptionKey("acme-data", ARGS), preview=True).one("kms.Key")
    assert json.loads(key.inputs["policy"])


def test_alias_carries_the_tenant() -> None:
    alias = record(lambda: EncryptionKey("data", ARGS)).one("kms.Alias")
    assert alias.inputs["name"] == "alias/acme-data"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"rotation_days": 730}, "rotation_days 730; accepted are 90 to 365"),
        ({"rotations": 1}, "rotations is unknown"),
        ({"region": "mars"}, "region 'mars' is unknown; accepted are"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]
