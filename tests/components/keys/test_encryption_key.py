import json

import pytest

from baseline.errors import ConfigError
from components.keys.encryption_key import EncryptionKey, EncryptionKeyArgs, KeyUser, resolve
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


def test_nobody_administers_and_decrypts() -> None:
    key = record(lambda: EncryptionKey("acme-data", ARGS)).one("kms.Key")
    administer, direct, s3, logs = json.loads(key.inputs["policy"])["Statement"]
    assert not {"kms:Decrypt", "kms:*"} & set(administer["Action"])
    assert direct["Condition"]["StringEquals"] == {"kms:EncryptionContext:tenant": "acme"}
    assert s3["Condition"]["StringEquals"]["kms:ViaService"] == "s3.eu-central-1.amazonaws.com"
    assert s3["Condition"]["StringLike"] == {
        "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::acme-*"
    }
    assert logs["Principal"] == {"Service": ["logs.eu-central-1.amazonaws.com"]}


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
        ({"rotations": 1}, "argument 'rotations' is unknown"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, int], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]
