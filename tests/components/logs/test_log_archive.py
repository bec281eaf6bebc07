import json
from typing import Any

import pytest

from soc2_baseline.components.logs.log_archive import LogArchive, LogArchiveArgs, resolve
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import DataClass
from tests.support.arguments import ACME, PROD, SANDBOX
from tests.support.recorder import Recorded, Recording, record

KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
ARGS: LogArchiveArgs = {"environment": PROD, "key_arn": KEY, "log_groups": {"app": 400}}
ACCESS = "shared-logs-access-123456789012-eu-central-1"
AUDIT = "shared-logs-audit-123456789012-eu-central-1"
ON_BEHALF = {"aws:SourceAccount": "123456789012"}


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: LogArchiveArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: LogArchive("logs", args), preview=preview)


def statements(policy: Recorded) -> dict[str, Any]:
    return {s["Sid"]: s for s in json.loads(policy.inputs["policy"])["Statement"]}


def test_target_of_access_logs_suits_amazon_s3() -> None:
    recording = made()
    bucket = recording.one("s3.Bucket", "logs-access").inputs
    assert bucket["bucket"] == ACCESS
    assert bucket["tags"]["service"] == "access-logs"
    assert "objectLockEnabled" not in bucket
    encryption = recording.one("s3.BucketServerSideEncryptionConfiguration", "logs-access")
    assert encryption.inputs["rules"] == [
        {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}
    ]
    assert [logging.name for logging in recording.of("s3.BucketLogging")] == ["logs-audit"]


def test_access_logs_come_from_this_account_only() -> None:
    policy = made(preview=True).one("s3.BucketPolicy", "logs-access")
    found = statements(policy)
    assert {"DenyInsecureTransport", "DenyOldTls", "AccessLogs"} == set(found)
    assert found["AccessLogs"]["Principal"] == {"Service": ["logging.s3.amazonaws.com"]}
    assert found["AccessLogs"]["Action"] == ["s3:PutObject"]
    assert found["AccessLogs"]["Condition"] == {"StringEquals": ON_BEHALF}


def test_audit_archive_is_locked_and_logged() -> None:
    recording = made()
    bucket = recording.one("s3.Bucket", "logs-audit").inputs
    assert bucket["bucket"] == AUDIT
    assert bucket["objectLockEnabled"] is True
    assert bucket["forceDestroy"] is False
    assert bucket["tags"]["service"] == "audit-archive"
    lock = recording.one("s3.BucketObjectLockConfiguration").inputs["rule"]
    assert lock == {"defaultRetention": {"mode": "GOVERNANCE", "days": 400}}
    (rule,) = recording.one("s3.BucketLifecycleConfiguration", "logs-audit").inputs["rules"]
    assert rule["expiration"] == {"days": 400}
    logging = recording.one("s3.BucketLogging").inputs
    assert (logging["targetBucket"], logging["targetPrefix"]) == (ACCESS, f"{AUDIT}/")


def test_services_deliver_audit_logs_for_this_account_only() -> None:
    found = statements(made(preview=True).one("s3.BucketPolicy", "logs-audit"))
    deliveries = {
        # CloudTrail documents aws:SourceArn alone.
        "CloudTrail": ("cloudtrail", "arn:aws:cloudtrail:*:123456789012:trail/*", {}),
        "LogDelivery": ("delivery.logs", "arn:aws:logs:*:123456789012:*", ON_BEHALF),
    }
    for sid, (service, source, account) in deliveries.items():
        looks, writes = found[f"{sid}Looks"], found[f"{sid}Writes"]
        assert (
            looks["Principal"] == writes["Principal"] == {"Service": [f"{service}.amazonaws.com"]}
        )
        assert looks["Resource"] == [f"arn:aws:s3:::{AUDIT}"]
        assert writes["Resource"] == [f"arn:aws:s3:::{AUDIT}/AWSLogs/123456789012/*"]
        equals = {"StringEquals": account} if account else {}
        assert looks["Condition"] == {**equals, "ArnLike": {"aws:SourceArn": source}}
        assert writes["Condition"]["StringEquals"] == {
            **account,
            "s3:x-amz-acl": "bucket-owner-full-control",
        }


def test_digests_of_cloudtrail_are_let_in() -> None:
    found = statements(made(preview=True).one("s3.BucketPolicy", "logs-audit"))
    for sid in ("DenyOtherEncryption", "DenyForeignKey", "DenyCustomerProvidedKey"):
        condition = found[sid]["Condition"]
        assert condition["BoolIfExists"] == {"aws:PrincipalIsAWSService": "false"}


def test_policy_is_there_before_logs_are_sent() -> None:
    logging = made().one("s3.BucketLogging").registration
    needed = {
        urn.rpartition("::")[0].rpartition("$")[2]
        for urn in logging.property_dependencies["targetBucket"]
    }
    assert needed == {"aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"}


def test_log_groups_are_encrypted_and_expire() -> None:
    group = made().one("cloudwatch.LogGroup", "logs-app")
    assert group.inputs["name"] == "/shared/app"
    assert group.inputs["kmsKeyId"] == KEY
    assert group.inputs["retentionInDays"] == 400
    assert group.inputs["deletionProtectionEnabled"] is True
    assert group.protect


def test_sandbox_can_be_destroyed() -> None:
    recording = made(environment=SANDBOX)
    assert not any(resource.protect for resource in recording)
    assert recording.one("s3.Bucket", "logs-access").inputs["forceDestroy"] is True
    assert "deletionProtectionEnabled" not in recording.one("cloudwatch.LogGroup").inputs
    assert made().one("s3.Bucket", "logs-access").inputs["forceDestroy"] is False


def test_profile_protects_logs() -> None:
    types = {resource.type for resource in made() if resource.protect}
    assert types == {
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        "aws:cloudwatch/logGroup:LogGroup",
    }


def test_tenant_has_its_own_names() -> None:
    component = made(tenant=ACME).all[1]
    assert component.type == "soc2:logs:LogArchive"
    assert component.outputs["auditBucket"] == AUDIT.replace("shared", "acme")
    assert component.outputs["logGroupNames"] == {"app": "/acme/app"}


def test_audit_days_lengthen_the_lock() -> None:
    recording = made(audit_days=2555, compliance_mode=True, compliance_acknowledged=AUDIT)
    lock = recording.one("s3.BucketObjectLockConfiguration")
    assert lock.inputs["rule"]["defaultRetention"] == {"mode": "COMPLIANCE", "days": 2555}


PERSONAL = {
    **ACME,
    "data_class": DataClass.PERSONAL,
    "objectives": {"data": {"rto": "4h", "rpo": "1d"}},
}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"days": 1}, "days is unknown"),
        ({"audit_days": 90}, "audit_days 90; accepted are 400 to"),
        ({"tenant": PERSONAL, "audit_days": 2555}, "audit_days 2555; accepted are 400 to 1095"),
        ({"compliance_mode": True}, f"compliance_acknowledged='{AUDIT}' with it, not None"),
        (
            {"log_groups": {"app": 90}},
            r"log_groups\['app'\]: 90 days; accepted in prod are 400, 545",
        ),
        ({"log_groups": {"app": 500}}, "500 days; accepted in prod are 400, 545"),
        ({"log_groups": {"/app": 400}}, "the name '/app'; accepted are letters"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve("logs", {**ARGS, **changed})  # type: ignore[typeddict-item]


def test_long_name_is_refused() -> None:
    with pytest.raises(ConfigError, match="accepted are at most 37 for"):
        resolve("l" * 40, ARGS)
