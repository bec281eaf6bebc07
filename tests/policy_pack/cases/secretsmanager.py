"""Cases of the rules about AWS Secrets Manager."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue", "other")
KEY = made("kms.Key", "key")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
US, THEM = "111111111111", "999999999999"


def secret(**props: Any) -> Resource:
    return made("secretsmanager.Secret", "secret", **{"kmsKeyId": ARN, **props})


def policy(principal: Any, **condition: Any) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": "secretsmanager:GetSecretValue",
        "Resource": "*",
        "Condition": condition,
    }
    return json.dumps({"Statement": [statement]})


def secret_policy(text: Any) -> Resource:
    return made("secretsmanager.SecretPolicy", policy=text)


PLAIN = made("secretsmanager.Secret", "secret", id="arn:secret")


def rotation(of: Any = "arn:secret", **props: Any) -> Resource:
    return made("secretsmanager.SecretRotation", "rotation", secretId=of, **props)


def every(days: Any) -> dict[str, Any]:
    return {"rotationRules": {"automaticallyAfterDays": days}}


def at_times(expression: Any) -> dict[str, Any]:
    return {"rotationRules": {"scheduleExpression": expression}}


def tagged(**tags: Any) -> Resource:
    return made("secretsmanager.Secret", "secret", tags=tags)


def named(name: Any) -> Resource:
    return made("secretsmanager.Secret", "secret", name=name)


CASES: dict[str, tuple[Case, ...]] = {
    "secret-cmk-recovery": (
        good(secret()),
        good(secret(recoveryWindowInDays=7, policy="{}")),
        good(secret(replicas=[{"region": "eu-west-3", "kmsKeyId": ARN}])),
        good(wired(secret(kmsKeyId=UNKNOWN), kmsKeyId=KEY), KEY).named("wired"),
        good(secret_policy(policy({"AWS": f"arn:aws:iam::{US}:role/a"}))).under(account_id=US),
        good(secret_policy(policy("*", StringEquals={"aws:PrincipalOrgID": "o-1"}))),
        bad("cmk", made("secretsmanager.Secret")),
        bad("cmk", secret(kmsKeyId="alias/aws/secretsmanager")),
        bad("replica", secret(replicas=[{"region": "eu-west-3"}])),
        bad("window", secret(recoveryWindowInDays=0)),
        bad("public", secret_policy(policy("*"))),
        bad("public", secret(policy=policy({"AWS": "*"}))),
        bad("foreign", secret(policy=policy({"AWS": THEM}))).under(account_id=US),
        bad("malformed", secret_policy("{")),
        unknown("cmk", secret(kmsKeyId=UNKNOWN)),
        unknown("window", secret(recoveryWindowInDays=UNKNOWN)),
        unknown("replica", secret(replicas=[{"kmsKeyId": UNKNOWN}])),
        unknown("public", secret_policy(UNKNOWN)),
        skips(OTHER),
    ),
    "secret-rotation": (
        good(PLAIN, wired(rotation(UNKNOWN, **every(30)), secretId=PLAIN)).named("wired"),
        good(PLAIN, rotation(**every(90))).named("by-id"),
        good(PLAIN, rotation(**at_times("rate(4 hours)"))),
        good(PLAIN, rotation(**at_times("rate(90 days)"))),
        good(PLAIN, rotation(**at_times("cron(0 16 1 * ? *)"))).named("each-month"),
        good(PLAIN, rotation(**at_times("cron(0 8 1 1/2 ? *)"))).named("every-other-month"),
        good(PLAIN, rotation(**at_times("cron(0 8 ? JAN,MAR,MAY,JUL-SEP,NOV 2#1 *)"))),
        good(PLAIN, rotation(**every(180))).given(days=365),
        good(tagged(rotation="static")).named("static-by-tag"),
        good(tagged(kind="third-party")).given(tag="kind", static="third-party"),
        good(named("ecr-pullthroughcache/registry"), named("rds!db-1")).named("of-a-service"),
        bad("missing", PLAIN),
        bad("missing", PLAIN, rotation("arn:other", **every(30)), on="secret"),
        bad("missing", tagged(rotation="monthly")),
        bad("interval", rotation(**every(180))),
        bad("interval", rotation(**every(0))),
        bad("interval", rotation(rotationRules={})),
        bad("interval", rotation(**at_times("rate(120 days)"))),
        bad("interval", rotation(**at_times("cron(0 8 1 */3 ? *)"))).named("each-quarter"),
        bad("interval", rotation(**at_times("cron(0 8 1 1,2 ? *)"))).named("ten-months-between"),
        bad("interval", rotation(**at_times("cron(0 8 1 * ? *)"))).given(days=30),
        bad("disabled", rotation(rotationEnabled=False)),
        unknown("missing", PLAIN, rotation(UNKNOWN, **every(30)), on="secret"),
        unknown("missing", named(UNKNOWN)),
        unknown("missing", made("secretsmanager.Secret", tags=UNKNOWN)),
        unknown("interval", rotation(**every(UNKNOWN))),
        unknown("interval", rotation(**at_times("at(2027-01-01)"))),
        unknown("disabled", rotation(rotationEnabled=UNKNOWN, **every(30))),
        skips(OTHER),
    ),
}
