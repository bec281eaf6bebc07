"""Cases of the rules about AWS Systems Manager."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource, SecretText
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue", "other")
KEY = made("kms.Key", "key")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
US, THEM = "111111111111", "999999999999"
PLAIN = made("secretsmanager.Secret", "secret", id="arn:secret")


def parameter(name: Any, kind: Any = "String", **props: Any) -> Resource:
    return made("ssm.Parameter", "parameter", name=name, type=kind, **props)


def shared(**permissions: Any) -> Resource:
    return made("ssm.Document", documentType="Command", permissions=permissions)


def sessions(session_type: Any = "Standard_Stream", **inputs: Any) -> Resource:
    content = json.dumps({"schemaVersion": "1.0", "sessionType": session_type, "inputs": inputs})
    return made("ssm.Document", documentType="Session", content=content)


GROUP: dict[str, Any] = {"cloudWatchLogGroupName": "sessions", "cloudWatchEncryptionEnabled": True}
BUCKET: dict[str, Any] = {"s3BucketName": "sessions", "s3EncryptionEnabled": True}
IN_YAML = """schemaVersion: '1.0'
sessionType: Standard_Stream
inputs:
  kmsKeyId: alias/sessions
  s3BucketName: sessions
  s3EncryptionEnabled: true
"""


CASES: dict[str, tuple[Case, ...]] = {
    "ssm-guarded": (
        good(parameter("/app/url", value=SecretText("https://app.example.com"))),
        good(parameter("/app/password", "SecureString", keyId=ARN)),
        good(wired(parameter("/app/token", "SecureString", keyId=UNKNOWN), keyId=KEY), KEY),
        good(parameter("/app/password-policy"), parameter("/app/token-endpoint")),
        good(parameter("/app/db-secret", value=SecretText("arn:aws:secretsmanager:x"))),
        good(wired(parameter("/app/db-secret", value=UNKNOWN), value=PLAIN), PLAIN).named(
            "where-the-secret-is"
        ),
        good(shared(type="Share", account_ids=f"{US},{THEM}"), shared()),
        good(sessions(kmsKeyId=ARN, **GROUP), sessions(kmsKeyId=ARN, **BUCKET)),
        good(sessions("Port")).named("forwards-a-port"),
        good(made("ssm.Document", documentType="Session", content=IN_YAML)),
        good(sessions(kmsKeyId="{{ key }}", **{**GROUP, "cloudWatchEncryptionEnabled": "{{ e }}"})),
        good(parameter("/app/db-secret", value=SecretText("prod/db"))).named("place-of-a-secret"),
        bad("secure", parameter("/app/db/password", value=SecretText("prod/db"))),
        bad("secure", parameter("/app/token", value=SecretText("q8ZKx2mPvR7tLw9cB4/x"))),
        bad("secure", parameter("/app/db/password", value=SecretText("hunter2!"))),
        bad("secure", parameter("/app/api-key", "StringList", insecureValue="a,b")),
        bad("secure", made("ssm.Parameter", "db-password", type="String")),
        bad("cmk", parameter("/app/password", "SecureString")),
        bad("cmk", parameter("/app/url", "SecureString", keyId="alias/aws/ssm")),
        bad("public", shared(type="Share", account_ids="All")),
        bad("public", shared(type="Share", accountIds="all")),
        bad("session-key", sessions(kmsKeyId="", **GROUP)),
        bad("session-log", sessions(kmsKeyId=ARN)),
        bad("session-log-key", sessions(kmsKeyId=ARN, **{**BUCKET, "s3EncryptionEnabled": False})),
        bad("session-log-key", sessions(kmsKeyId=ARN, cloudWatchLogGroupName="a", **BUCKET)),
        bad("malformed", made("ssm.Document", documentType="Session", content="{: [")),
        unknown("secure", parameter("/app/password", UNKNOWN)),
        unknown("secure", parameter("/app/password", value=UNKNOWN)),
        unknown("secure", made("ssm.Parameter", "db-password", name=UNKNOWN, type="String")),
        unknown("cmk", parameter("/app/password", "SecureString", keyId=UNKNOWN)),
        unknown("public", made("ssm.Document", documentType="Command", permissions=UNKNOWN)),
        unknown("session-log", made("ssm.Document", documentType="Session", content=UNKNOWN)),
        skips(OTHER),
    ),
}
