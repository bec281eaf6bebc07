"""Cases of the rules about classes of data, exposure, retention, provenance and dated facts."""

import datetime
from dataclasses import replace
from typing import Any

from soc2_baseline.core.exceptions import Register
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import REQUIRED_TAG_KEYS
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

TAG_KEYS: dict[str, Any] = {"tag_keys": frozenset(REQUIRED_TAG_KEYS)}
KEY = made("kms.Key", "key")
CMK = "arn:aws:kms:eu-west-1:111111111111:key/1"
STACK = Resource(
    "urn:pulumi:test::test::pulumi:pulumi:Stack::test-test", "pulumi:pulumi:Stack", "s", {}
)
CHANGE = {"repo": "shop", "commit": "0a1b2c3", "change-id": "CH-7"}


def of_class(short: str, data_class: Any, name: str = "it", /, **props: Any) -> Resource:
    return made(short, name, tagsAll={"data-class": data_class}, **props)


def fsx(**props: Any) -> Resource:
    return of_class("fsx.WindowsFileSystem", "restricted", **{"kmsKeyId": CMK, **props})


def keyspace(**props: Any) -> Resource:
    given = {
        "encryptionSpecification": {"kmsKeyIdentifier": CMK},
        "pointInTimeRecovery": {"status": "ENABLED"},
    }
    return of_class("keyspaces.Table", "confidential", **{**given, **props})


def facing(short: str, exposure: Any, approval: Any = "CH-1", **props: Any) -> Resource:
    return made(short, tagsAll={"exposure": exposure, "approval-id": approval}, **props)


def on(case: Case, *day: int) -> Case:
    return replace(case, register=Register(today=datetime.date(*day)))


def plan(data_class: str, *rules: Any) -> Resource:
    return of_class("backup.Plan", data_class, rules=list(rules))


DATABASE = of_class("rds.Instance", "confidential", "main")
FILES = of_class("s3.Bucket", "personal", "files", bucket="files")

CASES: dict[str, tuple[Case, ...]] = {
    "data-class-controls": (
        good(of_class("kinesis.VideoStream", "confidential", kmsKeyId=CMK)).under(**TAG_KEYS),
        good(of_class("kinesis.VideoStream", "internal")).under(**TAG_KEYS),
        good(
            wired(of_class("location.Tracker", "personal", kmsKeyId=UNKNOWN), kmsKeyId=KEY), KEY
        ).under("by-edge", **TAG_KEYS),
        good(keyspace()).under(**TAG_KEYS),
        good(keyspace(pointInTimeRecovery=[{"status": "ENABLED"}])).under(**TAG_KEYS),
        good(fsx(auditLogConfiguration={"fileAccessAuditLogLevel": "FAILURE_ONLY"})).under(
            **TAG_KEYS
        ),
        good(of_class("s3.Bucket", "restricted")).under("asked-by-its-own-rules", **TAG_KEYS),
        good(made("s3.Bucket", tagsAll={"data-class": "public", "exposure": "public"})).under(
            **TAG_KEYS
        ),
        good(
            wired(of_class("rds.Snapshot", "restricted"), dbInstanceIdentifier=DATABASE), DATABASE
        ).under("stricter", **TAG_KEYS),
        good(wired(made("rds.Snapshot"), dbInstanceIdentifier=DATABASE), DATABASE).under(
            "missing-is-another-rule", **TAG_KEYS
        ),
        bad("key", of_class("kinesis.VideoStream", "personal")).under(**TAG_KEYS),
        bad("key", of_class("dsql.Cluster", "restricted", kmsEncryptionKey="")).under(**TAG_KEYS),
        bad("key", of_class("fsx.OntapFileSystem", "personal", kmsKeyId="alias/aws/fsx")).under(
            **TAG_KEYS
        ),
        bad("key", keyspace(encryptionSpecification=None)).under(**TAG_KEYS),
        bad("recovery", keyspace(pointInTimeRecovery={"status": "DISABLED"})).under(**TAG_KEYS),
        bad("logging", fsx()).under(**TAG_KEYS),
        bad("logging", fsx(auditLogConfiguration={"fileAccessAuditLogLevel": "DISABLED"})).under(
            **TAG_KEYS
        ),
        bad(
            "exposure",
            made("s3.Bucket", tagsAll={"data-class": "restricted", "exposure": "public"}),
        ).under(**TAG_KEYS),
        bad(
            "copy",
            wired(of_class("rds.Snapshot", "internal"), dbInstanceIdentifier=DATABASE),
            DATABASE,
        ).under(**TAG_KEYS),
        bad(
            "copy",
            of_class("s3.Bucket", "confidential", "copy", arn="arn:aws:s3:::copy"),
            FILES,
            made(
                "s3.BucketReplicationConfig",
                "replication",
                bucket="files",
                rules=[{"destination": {"bucket": "arn:aws:s3:::copy"}}],
            ),
        ).under("replicated", **TAG_KEYS),
        unknown("key", of_class("kinesis.VideoStream", "personal", kmsKeyId=UNKNOWN)).under(
            **TAG_KEYS
        ),
        unknown("key", of_class("qldb.Ledger", UNKNOWN)).under(**TAG_KEYS),
        unknown(
            "copy",
            wired(of_class("rds.Snapshot", UNKNOWN), dbInstanceIdentifier=DATABASE),
            DATABASE,
        ).under(**TAG_KEYS),
        skips(made("iam.Role")).under(**TAG_KEYS),
        skips(of_class("kinesis.VideoStream", "personal")),
    ),
    "public-exposure-register": (
        good(facing("lb.LoadBalancer", "public")).under(**TAG_KEYS),
        good(facing("lb.LoadBalancer", "private", None, internal=True)).under(**TAG_KEYS),
        good(facing("lb.LoadBalancer", "private", None, loadBalancerType="gateway")).under(
            **TAG_KEYS
        ),
        good(facing("apigateway.RestApi", None, endpointConfiguration={"types": "PRIVATE"})).under(
            **TAG_KEYS
        ),
        good(
            wired(made("lambda.FunctionUrl"), functionName=facing("lambda.Function", "public")),
            facing("lambda.Function", "public"),
        ).under(**TAG_KEYS),
        good(facing("transfer.Server", "private", None, endpointType="VPC")).under(**TAG_KEYS),
        good(facing("appsync.GraphQLApi", "private", None, visibility="PRIVATE")).under(**TAG_KEYS),
        good(facing("cloudfront.Distribution", "")).under("missing-is-another-rule", **TAG_KEYS),
        bad("exposure", facing("cloudfront.Distribution", None)).under(
            "not-required", tag_keys=frozenset({"owner"})
        ),
        bad("exposure", facing("lb.LoadBalancer", "private")).under(**TAG_KEYS),
        bad("exposure", facing("elb.LoadBalancer", "private", internal=False)).under(**TAG_KEYS),
        bad("approval", facing("apigatewayv2.Api", "public", None)).under(**TAG_KEYS),
        bad("approval", facing("cloudfront.Distribution", "public", "")).under(**TAG_KEYS),
        bad("approval", facing("globalaccelerator.Accelerator", "public"))
        .under(**TAG_KEYS)
        .given(tag="agreed-by"),
        bad(
            ("exposure", "approval"),
            made("lambda.FunctionUrl", functionName="f"),
            facing("lambda.Function", "private", None, name="f"),
        ).under(**TAG_KEYS),
        bad("approval", facing("apprunner.Service", "public", None)).under(**TAG_KEYS),
        unknown("exposure", facing("lb.LoadBalancer", UNKNOWN)).under(**TAG_KEYS),
        unknown("approval", facing("lb.LoadBalancer", "public", UNKNOWN)).under(**TAG_KEYS),
        unknown("approval", facing("lb.LoadBalancer", "public", None, internal=UNKNOWN)).under(
            **TAG_KEYS
        ),
        skips(made("s3.Bucket")).under(**TAG_KEYS),
        skips(facing("lb.LoadBalancer", "private")),
    ),
    "retention-limit-personal-data": (
        good(of_class("dynamodb.Table", "personal", ttl={"enabled": True})).under(**TAG_KEYS),
        good(of_class("cloudwatch.LogGroup", "personal", retentionInDays=365)).under(**TAG_KEYS),
        good(of_class("cloudwatch.LogGroup", "personal")).under("never-is-another", **TAG_KEYS),
        good(plan("personal", {"lifecycle": {"deleteAfter": 35}})).under(**TAG_KEYS),
        bad("expiry", of_class("dynamodb.Table", "personal")).under(**TAG_KEYS),
        bad("expiry", of_class("dynamodb.Table", "personal", ttl={"attributeName": "x"})).under(
            **TAG_KEYS
        ),
        bad("logs", of_class("cloudwatch.LogGroup", "personal", retentionInDays=3653)).under(
            **TAG_KEYS
        ),
        bad("logs", of_class("cloudwatch.LogGroup", "personal", retentionInDays="365"))
        .under(**TAG_KEYS)
        .given(**{"max-days": 90}),
        bad("backups", plan("personal", {"lifecycle": {"deleteAfter": 2555}})).under(**TAG_KEYS),
        bad("backups", plan("personal", {"ruleName": "daily"})).under("no-end", **TAG_KEYS),
        bad(
            "backups",
            plan(
                "personal",
                {
                    "lifecycle": {"deleteAfter": 35},
                    "copyActions": [{"lifecycle": {"deleteAfter": 9999}}],
                },
            ),
        ).under("a-copy", **TAG_KEYS),
        unknown("expiry", of_class("dynamodb.Table", "personal", ttl=UNKNOWN)).under(**TAG_KEYS),
        unknown("expiry", of_class("dynamodb.Table", UNKNOWN)).under(**TAG_KEYS),
        unknown("backups", plan("personal", {"lifecycle": {"deleteAfter": UNKNOWN}})).under(
            **TAG_KEYS
        ),
        skips(of_class("dynamodb.Table", "restricted")).under(**TAG_KEYS),
        skips(made("s3.Bucket")).under(**TAG_KEYS),
        skips(of_class("dynamodb.Table", "personal")),
    ),
    "change-provenance": (
        good(STACK, made("kms.Key", tagsAll=CHANGE)).under(**TAG_KEYS),
        good(STACK, made("s3.BucketPolicy")).under("no-tags", **TAG_KEYS),
        bad("tags", STACK, made("kms.Key")).under(**TAG_KEYS),
        bad("tags", made("kms.Key", tagsAll={**CHANGE, "commit": ""})).under(**TAG_KEYS),
        bad(
            "tags", made("kms.Key"), made("s3.Bucket", tagsAll={**CHANGE, "commit": UNKNOWN})
        ).under(**TAG_KEYS),
        unknown("tags", STACK, made("kms.Key", tagsAll={**CHANGE, "commit": UNKNOWN})).under(
            **TAG_KEYS
        ),
        skips(made("s3.BucketPolicy")).under(**TAG_KEYS),
        skips(STACK, made("kms.Key")),
    ),
    "knowledge-current": (
        on(good(STACK), 2026, 12, 1),
        on(bad("stale", STACK), 2036, 1, 1),
        on(bad("stale", STACK), 2026, 12, 1).given(**{"max-age-days": 1}),
        on(unknown("stale", STACK), 2020, 1, 1).named("a-day-to-come"),
        on(skips(KEY), 2036, 1, 1),
    ),
}
