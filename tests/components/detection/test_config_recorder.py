import json
from typing import Any

import pytest

from soc2_baseline.components.detection.config_recorder import (
    ConfigRecorder,
    ConfigRecorderArgs,
    resolve,
)
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.core.errors import ConfigError
from tests.support.arguments import PROD, SANDBOX
from tests.support.recorder import Recording, record

KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
REGIONS = ["eu-central-1", "eu-west-1"]
BUCKET = "shared-config-123456789012-eu-central-1"
ARGS: ConfigRecorderArgs = {
    "environment": PROD,
    "regions": REGIONS,
    "key_arn": KEY,
    "log_bucket": "access-logs",
}
SERVICE_ROLE = (
    "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
)


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: ConfigRecorderArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: ConfigRecorder("config", args), preview=preview)


def test_every_region_records_everything_and_home_the_global_types() -> None:
    recorders = {r.inputs["region"]: r.inputs for r in made().of("cfg.Recorder")}
    assert list(recorders) == REGIONS
    for region, recorder in recorders.items():
        assert recorder["recordingGroup"] == {
            "allSupported": True,
            "includeGlobalResourceTypes": region == "eu-central-1",
        }


def test_iam_is_recorded_where_config_can() -> None:
    zurich = {**PROD, "region": "eu-central-2"}
    recording = made(environment=zurich, regions=["eu-central-2", "eu-west-1"])
    recorders = {r.inputs["region"]: r.inputs for r in recording.of("cfg.Recorder")}
    assert recorders["eu-west-1"]["recordingGroup"]["includeGlobalResourceTypes"] is True
    assert recorders["eu-central-2"]["recordingGroup"]["includeGlobalResourceTypes"] is False
    assert {rule.inputs["region"] for rule in recording.of("cfg.Rule")} == {"eu-west-1"}
    outputs = recording.all[1].outputs
    assert outputs["globalRegion"] == "eu-west-1"
    assert outputs["rulesLeftOut"]["eu-west-1"] == []
    assert "RDS_SNAPSHOTS_PUBLIC_PROHIBITED" in outputs["rulesLeftOut"]["eu-central-2"]
    assert "ACCESS_KEYS_ROTATED" not in outputs["rulesLeftOut"]["eu-central-2"]
    with pytest.raises(ConfigError, match="AWS Config records IAM in none of them"):
        made(environment=zurich, regions=["eu-central-2"])


def test_every_region_delivers_to_the_bucket_at_home() -> None:
    recording = made()
    channels = {c.inputs["region"]: c.inputs for c in recording.of("cfg.DeliveryChannel")}
    assert list(channels) == REGIONS
    for channel in channels.values():
        assert channel["s3BucketName"] == BUCKET
        assert channel["s3KmsKeyArn"] == KEY
        assert "snsTopicArn" not in channel
    assert [b.inputs["bucket"] for b in recording.of("s3.Bucket")] == [BUCKET]


def test_recorders_run_once_they_can_deliver() -> None:
    recording = made()
    for region in REGIONS:
        status = recording.one("cfg.RecorderStatus", f"config-{region}")
        assert status.inputs == {"name": "default", "isEnabled": True, "region": region}
        channel = recording.one("cfg.DeliveryChannel", f"config-{region}")
        assert channel.urn in status.registration.dependencies
        bucket = channel.registration.property_dependencies["s3BucketName"]
        assert any("bucketPolicy" in urn for urn in bucket)


def test_recorder_has_the_service_linked_role() -> None:
    recording = made()
    role = recording.one("iam.ServiceLinkedRole")
    assert role.inputs["awsServiceName"] == "config.amazonaws.com"
    recorder = recording.one("cfg.Recorder", "config-eu-west-1").registration
    assert recorder.property_dependencies["roleArn"] == (role.urn,)
    assert not recording.of("iam.Role")


def test_existing_service_linked_role_is_used() -> None:
    recording = made(service_role_exists=True)
    assert not recording.of("iam.ServiceLinkedRole")
    assert {r.inputs["roleArn"] for r in recording.of("cfg.Recorder")} == {SERVICE_ROLE}


def test_bucket_is_encrypted_logged_and_never_locked() -> None:
    recording = made()
    bucket = recording.one("s3.Bucket").inputs
    assert "objectLockEnabled" not in bucket
    assert bucket["forceDestroy"] is False
    assert bucket["tags"]["data-class"] == "confidential"
    assert not recording.of("s3.BucketObjectLockConfiguration")
    assert recording.one("s3.BucketLogging").inputs["targetBucket"] == "access-logs"
    (rule,) = recording.one("s3.BucketServerSideEncryptionConfiguration").inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"]["kmsMasterKeyId"] == KEY
    (lifecycle,) = recording.one("s3.BucketLifecycleConfiguration").inputs["rules"]
    assert lifecycle["expiration"] == {"days": 2557}


def test_only_config_for_this_account_writes_there() -> None:
    policy = json.loads(made(preview=True).one("s3.BucketPolicy").inputs["policy"])
    found = {s["Sid"]: s for s in policy["Statement"]}
    allowed = {sid: s for sid, s in found.items() if s["Effect"] == "Allow"}
    assert set(allowed) == {"ConfigLooks", "ConfigWrites"}
    assert found["ConfigLooks"]["Action"] == ["s3:GetBucketAcl", "s3:ListBucket"]
    writes = found["ConfigWrites"]
    assert writes["Action"] == ["s3:PutObject"]
    assert writes["Resource"] == [f"arn:aws:s3:::{BUCKET}/AWSLogs/123456789012/Config/*"]
    for statement in allowed.values():
        assert statement["Principal"] == {"Service": ["config.amazonaws.com"]}
        assert statement["Condition"]["StringEquals"]["aws:SourceAccount"] == "123456789012"
    for sid in ("DenyInsecureTransport", "DenyOldTls", "DenyOtherEncryption", "DenyForeignKey"):
        assert found[sid]["Effect"] == "Deny"


def test_key_lets_config_deliver() -> None:
    recording = record(
        lambda: EncryptionKey("key", {"environment": PROD, "users": [KeyUser.CONFIG]}),
        preview=True,
    )
    policy = json.loads(recording.one("kms.Key").inputs["policy"])
    (use,) = [s for s in policy["Statement"] if s["Sid"] == "UseByConfig"]
    assert use["Principal"] == {"Service": ["config.amazonaws.com"]}
    assert use["Action"] == ["kms:Decrypt", "kms:GenerateDataKey"]
    assert use["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def test_history_is_kept_as_long_as_config_can() -> None:
    kept = {
        r.inputs["region"]: r.inputs["retentionPeriodInDays"]
        for r in made().of("cfg.RetentionConfiguration")
    }
    assert kept == dict.fromkeys(REGIONS, 2557)
    assert made(history_days=400).of("cfg.RetentionConfiguration")[0].inputs == {
        "retentionPeriodInDays": 400,
        "region": "eu-central-1",
    }


def test_rules_about_the_account_run_at_home_only() -> None:
    rules = {r.inputs["name"]: r.inputs for r in made().of("cfg.Rule")}
    assert {rule["region"] for rule in rules.values()} == {"eu-central-1"}
    root = rules["root-account-mfa-enabled"]
    assert root["source"] == {"owner": "AWS", "sourceIdentifier": "ROOT_ACCOUNT_MFA_ENABLED"}
    assert "inputParameters" not in root
    assert root["description"] == "SOC 2 CC6.1"
    passwords = json.loads(rules["iam-password-policy"]["inputParameters"])
    assert passwords["MinimumPasswordLength"] == "14"


def test_rules_about_resources_run_in_every_region() -> None:
    packs = {p.inputs["region"]: p for p in made().of("cfg.ConformancePack")}
    assert list(packs) == REGIONS
    for region, pack in packs.items():
        assert pack.inputs["name"] == "soc2-baseline"
        assert "ENCRYPTED_VOLUMES" in pack.inputs["templateBody"]
        assert any(f"config-{region}" in urn for urn in pack.registration.dependencies)


def test_changes_may_be_told_to_topics() -> None:
    recording = made(topic_arns={"eu-west-1": "arn:aws:sns:eu-west-1:123456789012:config"})
    told = {
        c.inputs["region"]: c.inputs.get("snsTopicArn") for c in recording.of("cfg.DeliveryChannel")
    }
    assert told == {
        "eu-central-1": None,
        "eu-west-1": "arn:aws:sns:eu-west-1:123456789012:config",
    }


def test_types_that_are_not_offered_are_left_out() -> None:
    lacking = {
        "aws:cfg/conformancePack:ConformancePack": "not here",
        "aws:cfg/rule:Rule": "not here",
        "aws:cfg/retentionConfiguration:RetentionConfiguration": "not here",
    }
    recording = made(environment={**PROD, "unavailable_types": lacking})
    assert not lacking.keys() & {resource.type for resource in recording}
    assert len(recording.of("cfg.RecorderStatus")) == 2


def test_profile_protects_the_bucket() -> None:
    assert {r.type for r in made() if r.protect} == {"aws:s3/bucket:Bucket"}
    assert not any(resource.protect for resource in made(environment=SANDBOX))


def test_outputs_name_bucket_and_recorders() -> None:
    component = made().all[1]
    assert component.type == "soc2:detection:ConfigRecorder"
    assert component.outputs["bucketName"] == BUCKET
    assert component.outputs["recorderNames"] == dict.fromkeys(REGIONS, "default")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"days": 1}, "days is unknown"),
        ({"regions": ["eu-west-1"]}, "regions lacks 'eu-central-1'"),
        ({"history_days": 90}, "history_days 90; accepted are 400 to 2557"),
        ({"history_days": 3000}, "history_days 3000; accepted are 400 to 2557"),
        (
            {"topic_arns": {"us-east-1": "arn"}},
            "topic_arns: 'us-east-1' is not enabled; accepted are eu-central-1, eu-west-1",
        ),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve("config", {**ARGS, **changed})  # type: ignore[typeddict-item]


def test_long_name_is_refused() -> None:
    with pytest.raises(ConfigError, match="is longer than 63 characters"):
        resolve("c" * 40, ARGS)
