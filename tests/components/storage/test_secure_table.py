import json
from typing import Any

import pytest

from soc2_baseline.components.storage.secure_table import (
    AttributeType,
    SecureTable,
    SecureTableArgs,
    resolve,
)
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import DataClass
from tests.support.arguments import ACME, PROD, SANDBOX
from tests.support.recorder import Recording, record

KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
ARGS: SecureTableArgs = {
    "environment": PROD,
    "tenant": ACME,
    "key_arn": KEY,
    "hash_key": "machine",
    "range_key": "time",
    "attribute_types": {"time": AttributeType.NUMBER},
}


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: SecureTableArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: SecureTable("telemetry", args), preview=preview)


def test_table_is_encrypted_and_recoverable() -> None:
    table = made().one("dynamodb.Table").inputs
    assert table["name"] == "acme-telemetry"
    assert table["billingMode"] == "PAY_PER_REQUEST"
    assert table["serverSideEncryption"] == {"enabled": True, "kmsKeyArn": KEY}
    assert table["pointInTimeRecovery"] == {"enabled": True, "recoveryPeriodInDays": 35}
    assert table["tags"]["tenant"] == "acme"
    assert "ttl" not in table


def test_keys_have_their_types() -> None:
    table = made().one("dynamodb.Table").inputs
    assert (table["hashKey"], table["rangeKey"]) == ("machine", "time")
    assert table["attributes"] == [
        {"name": "machine", "type": "S"},
        {"name": "time", "type": "N"},
    ]


def test_profile_protects_the_table() -> None:
    prod, sandbox = (made(environment=e).one("dynamodb.Table") for e in (PROD, SANDBOX))
    assert prod.protect
    assert prod.inputs["deletionProtectionEnabled"] is True
    assert not sandbox.protect
    assert sandbox.inputs["deletionProtectionEnabled"] is False


def test_policy_is_known_at_preview() -> None:
    policy = json.loads(made(preview=True).one("dynamodb.ResourcePolicy").inputs["policy"])
    plain, foreign = policy["Statement"]
    table = "arn:aws:dynamodb:eu-central-1:123456789012:table/acme-telemetry"
    for statement in (plain, foreign):
        assert (statement["Effect"], statement["Principal"]) == ("Deny", "*")
        assert statement["Resource"] == [table, f"{table}/index/*"]
    assert plain["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert foreign["Condition"] == {
        "StringNotEquals": {"aws:PrincipalAccount": "123456789012"},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
    }


def test_personal_items_expire() -> None:
    table = made(data_class=DataClass.PERSONAL, ttl_attribute="expires").one("dynamodb.Table")
    assert table.inputs["ttl"] == {"attributeName": "expires", "enabled": True}
    assert table.inputs["tags"]["data-class"] == "personal"


def test_everything_hangs_on_the_component() -> None:
    _stack, component, *children = made().all
    assert component.type == "soc2:storage:SecureTable"
    assert {(child.parent, child.name) for child in children} == {(component.urn, "telemetry")}
    assert component.outputs["tableName"] == "acme-telemetry"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"hash": "id"}, "hash is unknown"),
        ({"data_class": DataClass.PERSONAL}, "ttl_attribute is missing"),
        ({"data_class": "secret"}, "data_class is 'secret'; input should be 'public'"),
        ({"range_key": "machine"}, "range_key 'machine' is the hash_key"),
        ({"hash_key": ""}, "hash_key or range_key is empty"),
        (
            {"attribute_types": {"time": "X"}},
            "attribute_types.time is 'X'; input should be 'S', 'N' or 'B'",
        ),
        (
            {"attribute_types": {"x": "S"}},
            r"attribute_types\['x'\] is not a key; accepted are machine",
        ),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve("telemetry", {**ARGS, **changed})  # type: ignore[typeddict-item]


def test_wrong_name_is_refused() -> None:
    with pytest.raises(ConfigError, match="the name 'acme-tele metry'"):
        resolve("tele metry", ARGS)
