"""Cases of the rules about Amazon DynamoDB."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
KEY = made("kms.Key", "key")
OURS, PARTNER, STRANGER = "111111111111", "222222222222", "999999999999"


def table(**props: Any) -> Resource:
    """A table."""
    return made("dynamodb.Table", **props)


def encrypted(key: Any = ARN, enabled: Any = True, **props: Any) -> Resource:
    """A table with encryption settings."""
    return table(serverSideEncryption={"enabled": enabled, "kmsKeyArn": key}, **props)


def replica(**props: Any) -> dict[str, Any]:
    """An inline replica."""
    return {"regionName": "eu-central-1", **props}


def policy(principal: Any, condition: Any = None) -> Resource:
    """A resource policy."""
    statement = {"Effect": "Allow", "Principal": principal, "Action": "dynamodb:GetItem"}
    tree = {"Statement": [{**statement, "Resource": "*", "Condition": condition or {}}]}
    return made("dynamodb.ResourcePolicy", policy=tree)


def scaled(kind: str, **props: Any) -> Resource:
    """A scalable target of reads or writes."""
    dimension = f"dynamodb:table:{kind}CapacityUnits"
    return made("appautoscaling.Target", kind, **{"scalableDimension": dimension, **props})


PROVISIONED = table(billingMode="PROVISIONED", name=UNKNOWN)
READS = wired(scaled("Read", resourceId=UNKNOWN), resourceId=PROVISIONED)
WRITES = wired(scaled("Write", resourceId=UNKNOWN), resourceId=PROVISIONED)
ON_DEMAND = made("dynamodb.Table", "on-demand", billingMode="PAY_PER_REQUEST")
FROM_VPC = {"StringEquals": {"aws:SourceVpce": "vpce-1"}}
FROM_SOMEWHERE = {"StringEquals": {"aws:SourceVpce": UNKNOWN}}
VOCABULARY: dict[str, Any] = {"account_id": OURS, "trusted_accounts": frozenset({PARTNER})}

CASES: dict[str, tuple[Case, ...]] = {
    "dynamodb-cmk": (
        good(encrypted()),
        good(encrypted(replicas=[replica(kmsKeyArn=ARN)])),
        good(made("dynamodb.TableReplica", kmsKeyArn=ARN)),
        good(wired(encrypted(UNKNOWN), serverSideEncryption=KEY), KEY).named("wired"),
        good(wired(encrypted(replicas=[replica(kmsKeyArn=UNKNOWN)]), replicas=KEY), KEY),
        good(wired(made("dynamodb.TableReplica", kmsKeyArn=UNKNOWN), kmsKeyArn=KEY), KEY),
        bad("enabled", table()),
        bad("enabled", encrypted(enabled=False)),
        bad("key", encrypted(None)).named("key-of-aws"),
        bad("key", encrypted("alias/aws/dynamodb")),
        bad("key", made("dynamodb.TableReplica")),
        bad("replica", encrypted(replicas=[replica(kmsKeyArn=ARN), replica()])),
        unknown("key", encrypted(UNKNOWN)),
        unknown("key", wired(encrypted(UNKNOWN), serverSideEncryption=OTHER), OTHER),
        unknown("enabled", encrypted(enabled=UNKNOWN)),
        unknown("replica", encrypted(replicas=[replica(kmsKeyArn=UNKNOWN)])),
        skips(OTHER),
    ),
    "dynamodb-pitr": (
        good(table(pointInTimeRecovery={"enabled": True})),
        good(made("dynamodb.TableReplica", pointInTimeRecovery=True)),
        good(
            table(
                pointInTimeRecovery={"enabled": True}, replicas=[replica(pointInTimeRecovery=True)]
            )
        ),
        bad("enabled", table()),
        bad("enabled", table(pointInTimeRecovery={"enabled": False})),
        bad("enabled", made("dynamodb.TableReplica")),
        bad("replica", table(pointInTimeRecovery={"enabled": True}, replicas=[replica()])),
        unknown("enabled", table(pointInTimeRecovery={"enabled": UNKNOWN})),
        unknown("enabled", table(pointInTimeRecovery={"enabled": True}, replicas=UNKNOWN)),
        skips(OTHER),
    ),
    "dynamodb-deletion-protection": (
        good(table(deletionProtectionEnabled=True)),
        good(made("dynamodb.TableReplica", deletionProtectionEnabled=True)),
        bad("enabled", table()),
        bad("enabled", made("dynamodb.TableReplica", deletionProtectionEnabled=False)),
        bad("replica", table(deletionProtectionEnabled=True, replicas=[replica()])),
        bad("enabled", table()).under("stage", profile=Profile.STAGE),
        unknown("enabled", table(deletionProtectionEnabled=UNKNOWN)),
        skips(table()).under("sandbox", profile=Profile.SANDBOX),
        skips(OTHER),
    ),
    "dynamodb-resource-policy": (
        good(policy({"AWS": OURS})),
        good(policy({"AWS": STRANGER})).named("no-account-to-compare-with"),
        good(policy({"AWS": [OURS, PARTNER]})).under(**VOCABULARY),
        good(policy("*", FROM_VPC)).under(**VOCABULARY),
        bad("public", policy("*")),
        bad("public", policy({"AWS": [OURS, "*"]})).under(**VOCABULARY),
        bad("public", policy({"AWS": ["*"]})),
        bad("foreign", policy({"AWS": f"arn:aws:iam::{STRANGER}:root"})).under(**VOCABULARY),
        bad("malformed", made("dynamodb.ResourcePolicy", policy="no json")),
        bad("malformed", made("dynamodb.ResourcePolicy", policy=json.dumps([]))),
        unknown("public", made("dynamodb.ResourcePolicy", policy=UNKNOWN)),
        unknown("public", policy("*", FROM_SOMEWHERE)).under(**VOCABULARY),
        unknown("public", policy(UNKNOWN)),
        skips(OTHER),
    ),
    "dynamodb-capacity": (
        good(table(billingMode="PAY_PER_REQUEST")),
        good(PROVISIONED, READS, WRITES).named("by-edge"),
        good(
            table(name="orders"),
            scaled("Read", resourceId="table/orders"),
            scaled("Write", resourceId="table/orders"),
        ).named("by-value"),
        bad(("read", "write"), table()).named("provisioned-by-default"),
        bad("write", PROVISIONED, READS),
        bad(
            "write",
            PROVISIONED,
            READS,
            ON_DEMAND,
            wired(scaled("Write", resourceId=UNKNOWN), resourceId=ON_DEMAND),
        ).named("writes-of-another-table"),
        bad("read", PROVISIONED, WRITES),
        bad(
            ("read", "write"),
            table(name="orders"),
            scaled("Read", resourceId="table/orders/index/by-day"),
            scaled("Write", resourceId="table/other"),
        ),
        bad("write", table(name="a"), scaled("Read", resourceId="table/a")),
        unknown("write", PROVISIONED, READS, scaled("Write", resourceId=UNKNOWN)),
        unknown(
            "read", table(billingMode=UNKNOWN, name="a"), scaled("Write", resourceId="table/a")
        ),
        skips(OTHER),
    ),
}
