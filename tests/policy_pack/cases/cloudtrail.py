"""Cases of the rules about AWS CloudTrail."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

QUEUE = made("sqs.Queue")
STACK = made("pulumi:pulumi:Stack", "stack")
KEY = made("kms.Key", "key")
GROUP = made("cloudwatch.LogGroup", "group")
ROLE = made("iam.Role", "role")
OWN: dict[str, Any] = {"owns_account": True}
HARDENED: dict[str, Any] = {
    "s3BucketName": "logs",
    "isMultiRegionTrail": True,
    "enableLogFileValidation": True,
    "kmsKeyId": "arn:aws:kms:eu-west-1:111111111111:key/1",
    "cloudWatchLogsGroupArn": "arn:aws:logs:eu-west-1:111111111111:log-group:trail:*",
    "cloudWatchLogsRoleArn": "arn:aws:iam::111111111111:role/trail",
}


def trail(**props: Any) -> Resource:
    """A trail as it should be, but for some of its properties."""
    return made("cloudtrail.Trail", **{**HARDENED, **props})


def basic(*types: str, **props: Any) -> dict[str, Any]:
    """An event selector for all resources of these types."""
    return {"dataResources": [{"type": name, "values": ["arn:aws:s3"]} for name in types], **props}


def advanced(**fields: Any) -> dict[str, Any]:
    """An advanced event selector; ``type_`` is ``resources.type``."""
    names = {"type_": "resources.type"}
    return {
        "fieldSelectors": [
            {"field": names.get(name, name), "equals": values} for name, values in fields.items()
        ]
    }


def events(resource_type: Any, **fields: Any) -> dict[str, Any]:
    """An advanced event selector for the data events of a type."""
    return advanced(eventCategory=["Data"], type_=[resource_type], **fields)


S3, LAMBDA, DYNAMODB = "AWS::S3::Object", "AWS::Lambda::Function", "AWS::DynamoDB::Table"
INSIGHTS = [{"insightType": "ApiCallRateInsight"}]
BASIC = {"eventSelectors": [basic(S3, LAMBDA)], "insightSelectors": INSIGHTS}
ADVANCED = {
    "advancedEventSelectors": [events(S3), events(LAMBDA), advanced(eventCategory=["Management"])],
    "insightSelectors": INSIGHTS,
}
BUCKET = made("s3.Bucket", "logs", bucket="logs")


def letting(service: str, bucket: Any = "logs") -> Resource:
    """A policy of the bucket for a service."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "s3:PutObject"}
    text = json.dumps({"Statement": {**statement, "Resource": "*"}})
    return made("s3.BucketPolicy", bucket=bucket, policy=text)


CASES: dict[str, tuple[Case, ...]] = {
    "cloudtrail-hardened": (
        good(trail()),
        good(trail(enableLogging=True, includeGlobalServiceEvents=True, isOrganizationTrail=True)),
        good(
            wired(
                trail(
                    kmsKeyId=UNKNOWN, cloudWatchLogsGroupArn=UNKNOWN, cloudWatchLogsRoleArn=UNKNOWN
                ),
                kmsKeyId=KEY,
                cloudWatchLogsGroupArn=GROUP,
                cloudWatchLogsRoleArn=ROLE,
            ),
            KEY,
            GROUP,
            ROLE,
        ).named("by-edges"),
        bad("logging", trail(enableLogging=False)),
        bad("multi-region", trail(isMultiRegionTrail=None)),
        bad("validation", trail(enableLogFileValidation=False)),
        bad("global-events", trail(includeGlobalServiceEvents=False)),
        bad("cmk", trail(kmsKeyId=None)),
        bad("cmk", trail(kmsKeyId="alias/aws/s3")),
        bad("log-group", trail(cloudWatchLogsGroupArn=None)),
        bad("log-group", trail(cloudWatchLogsRoleArn="")),
        bad(("multi-region", "validation", "cmk", "log-group"), made("cloudtrail.Trail")),
        unknown("logging", trail(enableLogging=UNKNOWN)),
        unknown("cmk", trail(kmsKeyId=UNKNOWN)),
        unknown("log-group", trail(cloudWatchLogsGroupArn=UNKNOWN)),
        good(made("cloudtrail.EventDataStore", kmsKeyId="alias/events")),
        good(
            wired(
                made("cloudtrail.EventDataStore", kmsKeyId=UNKNOWN, suspend="false"), kmsKeyId=KEY
            ),
            KEY,
        ),
        bad("cmk", made("cloudtrail.EventDataStore")),
        bad(
            ("logging", "multi-region"),
            made(
                "cloudtrail.EventDataStore",
                kmsKeyId="alias/events",
                suspend="true",
                multiRegionEnabled=False,
            ),
        ),
        skips(QUEUE),
    ),
    "cloudtrail-data-events": (
        good(trail(**BASIC)),
        good(trail(**ADVANCED)),
        good(
            trail(insightSelectors=INSIGHTS),
            made(
                "cloudtrail.EventDataStore",
                "store",
                advancedEventSelectors=[events(S3), events(LAMBDA)],
            ),
        ).named("an-event-data-store-beside"),
        good(
            made(
                "cloudtrail.EventDataStore",
                advancedEventSelectors=[
                    events(S3, readOnly=["true"]),
                    events(S3, readOnly=["false"]),
                    events(LAMBDA),
                ],
            )
        ).named("reads-and-writes-apart"),
        good(
            trail(**BASIC | {"eventSelectors": [basic(S3, LAMBDA, DYNAMODB)]}),
            made("dynamodb.Table", "table"),
        ),
        good(trail(**BASIC), made("cloudtrail.Trail", "b", eventSelectors=UNKNOWN)).named(
            "beside-an-unknown-one"
        ),
        bad("s3", trail(eventSelectors=[basic(LAMBDA)], insightSelectors=INSIGHTS)),
        bad(
            "s3",
            trail(
                advancedEventSelectors=[events(S3, readOnly=["false"]), events(LAMBDA)],
                insightSelectors=INSIGHTS,
            ),
        ).named("writes-only"),
        bad(
            "s3",
            trail(
                eventSelectors=[basic(S3, readWriteType="WriteOnly"), basic(LAMBDA)],
                insightSelectors=INSIGHTS,
            ),
        ),
        bad("lambda", trail(eventSelectors=[basic(S3)], insightSelectors=INSIGHTS)),
        bad("dynamodb", trail(**BASIC), made("dynamodb.Table", "table")),
        bad("insights", trail(eventSelectors=BASIC["eventSelectors"])),
        bad(("s3", "lambda", "insights"), trail()),
        bad(
            ("s3", "lambda"),
            made("cloudtrail.EventDataStore", advancedEventSelectors=[events(DYNAMODB)]),
        ),
        bad("insights", trail(eventSelectors=BASIC["eventSelectors"], insightSelectors=[])),
        unknown("s3", trail(eventSelectors=[basic(LAMBDA), UNKNOWN], insightSelectors=INSIGHTS)),
        unknown("insights", trail(**BASIC | {"insightSelectors": UNKNOWN})),
        unknown(
            "lambda",
            trail(
                advancedEventSelectors=[events(S3), events(UNKNOWN)],
                insightSelectors=INSIGHTS,
            ),
        ),
        skips(QUEUE, made("dynamodb.Table")),
    ),
    "cloudtrail-present": (
        good(STACK, trail()).under(**OWN),
        good(STACK, trail(), BUCKET, letting("cloudtrail.amazonaws.com")).under(**OWN),
        good(
            STACK,
            wired(trail(s3BucketName=UNKNOWN), s3BucketName=BUCKET),
            BUCKET,
            wired(letting("cloudtrail.amazonaws.com", UNKNOWN), bucket=BUCKET),
        ).under("by-edges", **OWN),
        good(STACK, trail(advancedEventSelectors=[advanced(eventCategory=["Management"])])).under(
            **OWN
        ),
        good(
            STACK,
            trail(eventSelectors=[basic(S3, includeManagementEvents=False)]),
            made("cloudtrail.Trail", "second"),
        ).under("data-events-apart", **OWN),
        good(
            STACK,
            trail(eventSelectors=[basic(readWriteType=kind) for kind in ("ReadOnly", "WriteOnly")]),
        ).under(**OWN),
        bad("trail", STACK).under(**OWN),
        bad("trail", STACK, BUCKET).under(**OWN),
        bad(
            "management-events",
            trail(eventSelectors=[basic(S3, includeManagementEvents=False)]),
            STACK,
        ).under(**OWN),
        bad("management-events", trail(eventSelectors=[{"readWriteType": "WriteOnly"}])).under(
            **OWN
        ),
        bad("management-events", trail(advancedEventSelectors=[events(S3)])).under(**OWN),
        bad("bucket", STACK, trail(), BUCKET, on="logs").under(**OWN),
        bad("bucket", STACK, trail(), BUCKET, letting("logging.s3.amazonaws.com"), on="logs").under(
            **OWN
        ),
        unknown("management-events", trail(eventSelectors=UNKNOWN)).under(**OWN),
        unknown(
            "bucket",
            STACK,
            trail(),
            BUCKET,
            made("s3.BucketPolicy", bucket="logs", policy=UNKNOWN),
            on="logs",
        ).under(**OWN),
        skips(STACK),
        skips(QUEUE, BUCKET),
    ),
}
