"""Cases of the rules about Amazon CloudWatch Logs and event buses."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue")
KEY = made("kms.Key", "key")
ALIAS = made("kms.Alias", "alias")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
PROD: dict[str, Any] = {"profile": Profile.PROD}


def group(logical: str = "it", /, **props: Any) -> Resource:
    """A log group."""
    return made("cloudwatch.LogGroup", logical, **props)


def document(principal: Any, effect: str = "Allow", **condition: Any) -> dict[str, Any]:
    """A policy with one statement."""
    statement = {"Effect": effect, "Principal": principal, "Action": "*", "Resource": "*"}
    return {"Statement": {**statement, "Condition": condition}}


def policy(*args: Any, **condition: Any) -> Resource:
    """A policy of the logs of an account."""
    text = json.dumps(document(*args, **condition))
    return made("cloudwatch.LogResourcePolicy", policyDocument=text)


def permission(principal: Any = "*", **props: Any) -> Resource:
    """A permission of an event bus."""
    return made("cloudwatch.EventPermission", principal=principal, statementId="x", **props)


def ours(value: Any = "o-1", key: str = "aws:PrincipalOrgID") -> dict[str, Any]:
    return {"key": key, "type": "StringEquals", "value": value}


CASES: dict[str, tuple[Case, ...]] = {
    "log-group-retention": (
        good(group(retentionInDays=30)),
        good(group(retentionInDays=365, name="/aws/cloudtrail")),
        good(group(retentionInDays=7)).given(days=7),
        good(group(retentionInDays=90, name="audit")).given(audit_days=90),
        good(group(retentionInDays=400, name=UNKNOWN)).named("long-enough-for-all"),
        bad("never", group()),
        bad("never", group(retentionInDays=0)),
        bad("short", group(retentionInDays=14)),
        bad("short", group(retentionInDays=60)).given(days=90),
        bad("audit", group(retentionInDays=90, name="/platform/AUDIT/api")),
        bad("audit", group(retentionInDays=90, namePrefix="/vpc/flow_logs-")),
        bad("audit", group("vpc-flow-log", retentionInDays=90)).named("logical-name"),
        bad("audit", group(retentionInDays=90, tagsAll={"service": "audit-archive"})),
        bad(("short", "audit"), group(retentionInDays=7, name="flowlogs")),
        unknown("never", group(retentionInDays=UNKNOWN)),
        unknown("audit", group(retentionInDays=90, name=UNKNOWN)),
        unknown("audit", group(retentionInDays=90, tagsAll=UNKNOWN, tags=UNKNOWN)),
        skips(OTHER, group(logGroupClass="DELIVERY")),
    ),
    "log-group-cmk": (
        good(group(kmsKeyId=ARN)),
        good(wired(group(kmsKeyId=UNKNOWN), kmsKeyId=KEY), KEY).named("wired"),
        good(wired(group(kmsKeyId=UNKNOWN), kmsKeyId=ALIAS), ALIAS),
        bad("key", group()),
        bad("key", group(kmsKeyId="")),
        unknown("key", group(kmsKeyId=UNKNOWN)),
        unknown("key", wired(group(kmsKeyId=UNKNOWN), kmsKeyId=OTHER), OTHER),
        skips(OTHER),
    ),
    "log-group-cmk-recommended": (
        good(group(name="audit", deletionProtectionEnabled=True)).under(**PROD),
        good(group(name=UNKNOWN, deletionProtectionEnabled=True)).under(**PROD),
        bad("protected", group(name="audit")).under(**PROD),
        bad("protected", group(name="audit", deletionProtectionEnabled=False)).under(**PROD),
        unknown("protected", group(name="audit", deletionProtectionEnabled=UNKNOWN)).under(**PROD),
        unknown("protected", group(name=UNKNOWN)).under(**PROD),
        skips(group(name="audit")).named("no-profile"),
        skips(group(name="audit")).under("stage", profile=Profile.STAGE),
        skips(group(name="app"), OTHER).under(**PROD),
    ),
    "log-resource-policy": (
        good(policy({"Service": "es.amazonaws.com"})),
        good(policy({"AWS": "111111111111"})),
        good(policy("*", "Deny")),
        good(policy("*", StringEquals={"aws:SourceAccount": "111111111111"})),
        good(policy("*", ArnLike={"aws:SourceArn": "arn:aws:logs:eu-west-1:111111111111:*"})),
        good(
            made(
                "cloudwatch.EventBusPolicy",
                policy=document("*", StringEquals={"aws:PrincipalOrgID": "o-1"}),
            )
        ),
        good(permission("111111111111")),
        good(permission(condition=ours())),
        good(permission(condition=ours(UNKNOWN))).named("the-organization-made-here"),
        bad("public", permission()),
        bad("public", permission(condition=ours(key="aws:PrincipalAccount"))),
        bad("public", permission(condition=ours("*"))),
        bad("public", permission(condition=ours(""))),
        unknown("public", permission(UNKNOWN)),
        unknown("public", permission(condition=UNKNOWN)),
        good(permission("111111111111", condition=UNKNOWN)),
        bad("public", policy("*")),
        bad("public", policy({"AWS": "*"}, ArnLike={"aws:SourceArn": "arn:aws:logs:*:*:*"})),
        bad("public", made("cloudwatch.LogDestinationPolicy", accessPolicy=document("*"))),
        bad("public", made("cloudwatch.EventBusPolicy", policy=document({"AWS": ["*"]}))),
        bad(
            "public",
            made(
                "cloudwatch.LogDeliveryDestinationPolicy", deliveryDestinationPolicy=document("*")
            ),
        ),
        bad("malformed", made("cloudwatch.EventBusPolicy", policy="{")),
        unknown("public", made("cloudwatch.LogResourcePolicy", policyDocument=UNKNOWN)),
        unknown("public", made("cloudwatch.EventBusPolicy", policy=document(UNKNOWN))),
        skips(OTHER),
    ),
}
