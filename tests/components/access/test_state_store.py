import json
from typing import Any

import pytest

from soc2_baseline.components.access.state_store import StateStore, StateStoreArgs, resolve
from soc2_baseline.core.errors import ConfigError
from tests.components.access.simulated import iam
from tests.support.arguments import PROD
from tests.support.recorder import Recording, record

ROLES = [iam("role/shared-deploy-preview"), iam("role/shared-deploy-update")]
ARGS: StateStoreArgs = {"environment": PROD, "log_bucket": "access-logs", "roles": ROLES}
BUCKET = "shared-pulumi-state-123456789012-eu-central-1"


def made(*, preview: bool = False) -> Recording:
    return record(lambda: StateStore("state", ARGS), preview=preview)


def test_every_version_is_kept_under_our_key() -> None:
    recording = made()
    bucket = recording.one("s3.Bucket")
    assert bucket.inputs["bucket"] == BUCKET
    assert bucket.protect
    status = recording.one("s3.BucketVersioning").inputs["versioningConfiguration"]["status"]
    assert status == "Enabled"
    (rule,) = recording.one("s3.BucketLifecycleConfiguration").inputs["rules"]
    assert rule["noncurrentVersionExpiration"] == {"noncurrentDays": 365}
    (encryption,) = recording.one("s3.BucketServerSideEncryptionConfiguration").inputs["rules"]
    assert encryption["applyServerSideEncryptionByDefault"]["sseAlgorithm"] == "aws:kms"
    assert recording.one("s3.BucketLogging").inputs["targetBucket"] == "access-logs"


def test_objects_are_for_pipelines_only() -> None:
    policy = json.loads(made(preview=True).one("s3.BucketPolicy").inputs["policy"])
    (denial,) = [s for s in policy["Statement"] if s["Sid"] == "OnlyForPipelines"]
    assert (denial["Effect"], denial["Principal"]) == ("Deny", "*")
    assert denial["Resource"] == [f"arn:aws:s3:::{BUCKET}/*"]
    exempt = denial["Condition"]["ArnNotEquals"]["aws:PrincipalArn"]
    assert exempt == [*ROLES, iam("role/shared-backup")]
    assert {"DenyInsecureTransport", "DenyOldTls", "DenyForeignKey"} <= {
        s["Sid"] for s in policy["Statement"]
    }


def test_the_key_is_for_the_bucket_and_for_secrets() -> None:
    recording = made()
    assert recording.one("kms.Alias").inputs["name"] == "alias/shared-pulumi-state"
    assert recording.one("kms.Key").inputs["enableKeyRotation"] is True
    statements = json.loads(recording.one("kms.Key").inputs["policy"])["Statement"]
    (direct,) = [s for s in statements if s["Sid"] == "UseDirectlyForTenant"]
    held = direct["Condition"]["StringEquals"]
    assert held == {"kms:EncryptionContext:tenant": "shared"}
    component = next(r for r in recording if r.type == "soc2:access:StateStore")
    assert component.outputs["backendUrl"] == f"s3://{BUCKET}"
    assert component.outputs["secretsProvider"] == (
        "awskms://alias/shared-pulumi-state?region=eu-central-1&context_tenant=shared"
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"roles": []}, "roles is empty; accepted are one or more ARNs of roles"),
        ({"roles": [iam("role/*")]}, "accepted is the ARN of one role, without wildcards"),
        ({"roles": [iam("root")]}, "accepted is the ARN of one role, without wildcards"),
        ({"bucket": "x"}, "bucket is unknown"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]
    assert len([p for p in caught.value.problems if message in p]) == 1, caught.value.problems
