import json
from typing import Any

import pytest

from soc2_baseline.components.storage.secure_bucket import SecureBucket, SecureBucketArgs, resolve
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import DataClass
from tests.support.arguments import ACME, PROD, SANDBOX
from tests.support.recorder import Recording, record

KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
ARGS: SecureBucketArgs = {
    "environment": PROD,
    "tenant": ACME,
    "key_arn": KEY,
    "log_bucket": "acme-logs",
}
NAME = "acme-data-123456789012-eu-central-1"


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: SecureBucketArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: SecureBucket("data", args), preview=preview)


def statements(**changed: Any) -> dict[str, Any]:
    policy = made(preview=True, **changed).one("s3.BucketPolicy").inputs["policy"]
    return {statement["Sid"]: statement for statement in json.loads(policy)["Statement"]}


def test_name_carries_tenant_account_and_region() -> None:
    bucket = made(preview=True).one("s3.Bucket")
    assert bucket.inputs["bucket"] == NAME
    assert bucket.inputs["forceDestroy"] is False
    assert bucket.inputs["tags"]["tenant"] == "acme"


def test_nothing_is_public_and_acls_are_off() -> None:
    recording = made()
    block = recording.one("s3.BucketPublicAccessBlock").inputs
    assert {key for key, value in block.items() if value is True} == {
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
    }
    controls = recording.one("s3.BucketOwnershipControls").inputs
    assert controls["rule"] == {"objectOwnership": "BucketOwnerEnforced"}


def test_objects_are_encrypted_with_our_key() -> None:
    (rule,) = made().one("s3.BucketServerSideEncryptionConfiguration").inputs["rules"]
    assert rule == {
        "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY},
        "bucketKeyEnabled": True,
    }


def test_access_is_logged_under_the_buckets_name() -> None:
    logging = made().one("s3.BucketLogging").inputs
    assert (logging["targetBucket"], logging["targetPrefix"]) == ("acme-logs", f"{NAME}/")


def test_versions_are_kept_for_a_while() -> None:
    recording = made()
    versioning = recording.one("s3.BucketVersioning").inputs
    assert versioning["versioningConfiguration"] == {"status": "Enabled"}
    (rule,) = recording.one("s3.BucketLifecycleConfiguration").inputs["rules"]
    assert rule["abortIncompleteMultipartUpload"] == {"daysAfterInitiation": 7}
    assert rule["noncurrentVersionExpiration"] == {"noncurrentDays": 365}
    assert rule["expiration"] == {"expiredObjectDeleteMarker": True}


def test_personal_data_ends() -> None:
    recording = made(data_class=DataClass.PERSONAL)
    (rule,) = recording.one("s3.BucketLifecycleConfiguration").inputs["rules"]
    assert rule["expiration"] == {"days": 1095}
    assert rule["noncurrentVersionExpiration"] == {"noncurrentDays": 30}
    assert recording.one("s3.Bucket").inputs["tags"]["data-class"] == "personal"


def test_policy_is_known_at_preview() -> None:
    assert set(statements()) == {
        "DenyInsecureTransport",
        "DenyOldTls",
        "DenyOtherEncryption",
        "DenyForeignKey",
        "DenyCustomerProvidedKey",
    }


def test_transport_is_tls_12_or_later() -> None:
    found = statements()
    both = [f"arn:aws:s3:::{NAME}", f"arn:aws:s3:::{NAME}/*"]
    plain, old = found["DenyInsecureTransport"], found["DenyOldTls"]
    assert plain["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert old["Condition"] == {"NumericLessThan": {"s3:TlsVersion": "1.2"}}
    for statement in (plain, old):
        assert statement["Resource"] == both
        assert (statement["Effect"], statement["Principal"]) == ("Deny", "*")


def test_put_without_header_is_left_to_the_default_key() -> None:
    other = statements()["DenyOtherEncryption"]["Condition"]
    header = "s3:x-amz-server-side-encryption"
    assert other == {"Null": {header: "false"}, "StringNotEquals": {header: ["aws:kms"]}}


def test_key_of_another_account_or_region_is_denied() -> None:
    foreign = statements()["DenyForeignKey"]["Condition"]
    header = "s3:x-amz-server-side-encryption-aws-kms-key-id"
    ours = "arn:aws:kms:eu-central-1:123456789012:key/*"
    assert foreign == {"Null": {header: "false"}, "StringNotLike": {header: [ours]}}


def test_other_partitions_have_their_arns() -> None:
    found = statements(environment={**PROD, "region": "us-gov-west-1"}, tenant=ACME)
    assert found["DenyOldTls"]["Resource"][0].startswith("arn:aws-us-gov:s3:::acme-data-")


def test_no_lock_by_default() -> None:
    recording = made()
    assert not recording.of("s3.BucketObjectLockConfiguration")
    assert "objectLockEnabled" not in recording.one("s3.Bucket").inputs


def test_lock_is_governance() -> None:
    recording = made(object_lock_days=30)
    assert recording.one("s3.Bucket").inputs["objectLockEnabled"] is True
    lock = recording.one("s3.BucketObjectLockConfiguration")
    assert lock.inputs["rule"] == {"defaultRetention": {"mode": "GOVERNANCE", "days": 30}}
    assert lock.protect


def test_compliance_takes_the_buckets_name() -> None:
    lock = made(object_lock_days=30, compliance_mode=True, compliance_acknowledged=NAME)
    rule = lock.one("s3.BucketObjectLockConfiguration").inputs["rule"]
    assert rule["defaultRetention"]["mode"] == "COMPLIANCE"


def test_profile_protects_the_bucket() -> None:
    assert made().one("s3.Bucket").protect
    assert not made(environment=SANDBOX).one("s3.Bucket").protect


def test_everything_hangs_on_the_component() -> None:
    _stack, component, *children = made(object_lock_days=1).all
    assert component.type == "soc2:storage:SecureBucket"
    assert {child.parent for child in children} == {component.urn}
    assert {child.name for child in children} == {"data"}
    assert component.outputs["bucketName"] == NAME


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": "x"}, "name is unknown"),
        ({"data_class": "secret"}, "data_class is 'secret'; input should be 'public', 'int"),
        ({"retention_days": 0}, "retention_days 0; accepted are 1 to 36500"),
        (
            {"data_class": DataClass.PERSONAL, "retention_days": 2000},
            "retention_days 2000; accepted are 1 to 1095 for data class personal",
        ),
        (
            {"object_lock_days": 40, "retention_days": 30},
            "object_lock_days 40; accepted are 1 to 30",
        ),
        ({"object_lock_days": 0}, "object_lock_days 0; accepted are 1 to 36500"),
        ({"compliance_mode": True}, "compliance_mode without object_lock_days"),
        (
            {"compliance_mode": True, "object_lock_days": 1, "compliance_acknowledged": "yes"},
            f"compliance_acknowledged='{NAME}' with it, not 'yes'",
        ),
        (
            {"object_lock_days": 1, "compliance_acknowledged": NAME},
            "compliance_acknowledged without compliance_mode",
        ),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve("data", {**ARGS, **changed})  # type: ignore[typeddict-item]


def test_all_problems_are_told_together() -> None:
    with pytest.raises(ConfigError) as error:
        resolve("Data" * 10, {**ARGS, "retention_days": 0, "object_lock_days": -1})
    assert len(error.value.problems) == 4


def test_longest_name_is_told() -> None:
    longest = 63 - len("-123456789012-eu-central-1")
    resolve("acme-".ljust(longest, "x"), ARGS)
    with pytest.raises(ConfigError, match=f"accepted are at most {longest} for"):
        resolve("acme-".ljust(longest + 1, "x"), ARGS)
