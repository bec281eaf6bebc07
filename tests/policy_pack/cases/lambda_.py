"""Cases of the rules about AWS Lambda."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource, SecretText
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue", "other")
KEY = made("kms.Key", "key")
SECRET = made("secretsmanager.Secret", "secret")
TOPIC = made("sns.Topic", "topic")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
RULE = "arn:aws:events:eu-west-1:111111111111:rule/nightly"
EVENTS = "events.amazonaws.com"
RANDOM = "q8ZKx2mPvR7tLw9cB4"


def function(**props: Any) -> Resource:
    return made("lambda.Function", **props)


def holding(kms: Any = ARN, **variables: Any) -> Resource:
    return function(environment={"variables": variables}, kmsKeyArn=kms)


def operated(**props: Any) -> Resource:
    given = {
        "tracingConfig": {"mode": "Active"},
        "reservedConcurrentExecutions": 10,
        "deadLetterConfig": {"targetArn": "arn:aws:sqs:eu-west-1:111111111111:failed"},
    }
    return function(**{**given, **props})


LOSING = operated(deadLetterConfig=None)


def calling(short: str, prop: str, **props: Any) -> Resource:
    """A resource that calls the function, which is first in the stack."""
    return wired(made(short, "caller", **{prop: UNKNOWN}, **props), **{prop: LOSING})


def permission(principal: Any, **props: Any) -> Resource:
    return made("lambda.Permission", principal=principal, **props)


def url(origins: Any = None, kind: Any = "AWS_IAM") -> Resource:
    cors = None if origins is None else {"allowOrigins": origins}
    return made("lambda.FunctionUrl", authorizationType=kind, cors=cors)


def policy(principal: Any) -> Resource:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "lambda:InvokeFunction"}
    return made("lambda.ResourcePolicy", policy=json.dumps({"Statement": [statement]}))


def subnet(name: str, zone: Any = None) -> Resource:
    return made("ec2.Subnet", name, availabilityZone=zone, id=f"subnet-{name}")


A, B = subnet("a", "eu-west-1a"), subnet("b", "eu-west-1b")
ALSO_A = subnet("c", "eu-west-1a")
SOMEWHERE = subnet("d", UNKNOWN)


def within(*subnets: Any) -> Resource:
    return function(vpcConfig={"subnetIds": list(subnets), "securityGroupIds": ["sg-1"]})


def between(*subnets: Resource) -> tuple[Resource, ...]:
    return wired(within(*[UNKNOWN] * len(subnets)), vpcConfig=subnets), *subnets


CASES: dict[str, tuple[Case, ...]] = {
    "lambda-env": (
        good(holding(STAGE="prod")),
        good(wired(holding(UNKNOWN, STAGE="prod"), kmsKeyArn=KEY), KEY).named("wired"),
        good(holding(DB_SECRET="prod/db", API_TOKEN_ARN=UNKNOWN, TOKEN_URL="https://a.example")),
        good(holding(DB_PASSWORD="arn:aws:secretsmanager:eu-west-1:111111111111:secret:a")),
        good(holding(DB_PWD="AQICAHhQ8x2mPvR7tLw9")).named("encrypted-by-kms"),
        good(holding(DATABASE_URL="postgres://app@db.internal/app", PASSWORD_POLICY="strong")),
        good(holding(DB_URL="postgres://app:${DB_PASSWORD}@db.internal/app")),
        good(wired(holding(DB_SECRET=UNKNOWN), environment=SECRET), SECRET).named(
            "name-of-a-secret"
        ),
        good(holding(DB_PASSWORD="hunter2!")).named("no-hardcoded-credentials-says-it"),
        good(holding(PARTNER_SECRET=SecretText("prod/partner"))).named("place-of-a-secret"),
        bad("cmk", holding(None, STAGE="prod")),
        bad("cmk", holding("alias/aws/lambda", STAGE="prod")),
        bad("secret", holding(DB_PWD="hunter2!")),
        bad("secret", holding(SIGNING_KEY="hunter2!")),
        bad("secret", holding(SESSION_SECRET=RANDOM)),
        bad("secret", holding(DB_PASSWORD=SecretText("hunter2!"))).named("marked-as-secret"),
        bad("secret", holding(WEBHOOK_TOKEN=SecretText("hunter2!"))),
        bad("secret", holding(DATABASE_URL="postgres://app:hunter2@db.internal/app")),
        bad("secret", holding(DSN="Server=db;User Id=app;Password=hunter2;")),
        bad(("cmk", "secret"), holding(None, STAGE=UNKNOWN, DB_PWD="hunter2!")),
        unknown("cmk", holding(UNKNOWN, STAGE="prod")),
        unknown("secret", holding(DB_PASSWORD=UNKNOWN)),
        unknown("secret", function(environment=UNKNOWN, kmsKeyArn=ARN)),
        skips(function(), function(environment={"variables": {}}), OTHER),
    ),
    "lambda-env-recommended": (
        good(operated()),
        good(operated(deadLetterConfig={"targetArn": UNKNOWN})),
        good(
            LOSING,
            calling(
                "lambda.FunctionEventInvokeConfig",
                "functionName",
                destinationConfig={"onFailure": {"destination": UNKNOWN}},
            ),
        ).named("destination"),
        good(LOSING, calling("lambda.EventSourceMapping", "functionName")).named("polled"),
        good(LOSING, calling("apigateway.Integration", "uri")),
        good(LOSING, calling("secretsmanager.SecretRotation", "rotationLambdaArn")),
        good(
            LOSING,
            calling("lambda.Permission", "function", principal="apigateway.amazonaws.com"),
        ).named("waited-for"),
        good(
            LOSING,
            wired(made("lambda.Alias", "live", functionName=UNKNOWN), functionName=LOSING),
            wired(
                made("apigatewayv2.Integration", integrationUri=UNKNOWN),
                integrationUri=made("lambda.Alias", "live"),
            ),
        ).named("by-alias"),
        good(
            function(publish=True),
            wired(
                made("cloudfront.Distribution", defaultCacheBehavior=UNKNOWN),
                defaultCacheBehavior=function(),
            ),
        ).named("at-edge"),
        bad("tracing", operated(tracingConfig=None)),
        bad("tracing", operated(tracingConfig={"mode": "PassThrough"})),
        bad("concurrency", operated(reservedConcurrentExecutions=None)),
        bad("concurrency", operated(reservedConcurrentExecutions=-1)),
        bad("dead-letter", LOSING),
        bad(
            "dead-letter",
            LOSING,
            calling("lambda.Permission", "function", principal="s3.amazonaws.com"),
            calling("apigateway.Integration", "uri"),
        ).named("both-kinds-of-callers"),
        bad(
            "dead-letter",
            LOSING,
            calling("lambda.FunctionEventInvokeConfig", "functionName", maximumRetryAttempts=1),
        ),
        unknown("tracing", operated(tracingConfig=UNKNOWN)),
        unknown("concurrency", operated(reservedConcurrentExecutions=UNKNOWN)),
        unknown(
            "dead-letter", LOSING, made("lambda.FunctionEventInvokeConfig", functionName=UNKNOWN)
        ),
        skips(OTHER),
    ),
    "lambda-exposure": (
        good(url(["https://app.example.com"]), url()),
        good(permission(EVENTS, sourceArn=RULE)),
        good(permission("s3.amazonaws.com", sourceArn="arn:aws:s3:::a", sourceAccount="1" * 12)),
        good(
            wired(permission("sns.amazonaws.com", sourceArn=UNKNOWN), sourceArn=TOPIC), TOPIC
        ).named("wired"),
        good(permission("111111111111"), permission("arn:aws:iam::111111111111:role/a")),
        good(permission("*", principalOrgId="o-1")),
        good(permission("alexa-appkit.amazon.com", eventSourceToken="skill-1")),
        good(made("lambda.LayerVersionPermission", principal="*", organizationId="o-1")),
        good(made("lambda.LayerVersionPermission", principal="111111111111")),
        good(policy({"AWS": "111111111111"})),
        bad("url-auth", url(kind="NONE")),
        bad("cors", url(["*"])),
        bad("cors", url(["https://app.example.com", UNKNOWN, "https://*"])),
        bad("source", permission(EVENTS)),
        bad("source", permission("s3.amazonaws.com", sourceArn="arn:aws:s3:::a")).named("bucket"),
        good(permission("*", sourceArn=RULE)),
        bad("source", permission(EVENTS, sourceArn="arn:aws:events:*:*:rule/nightly")),
        bad("source", permission("events.amazonaws.com.cn")),
        bad("public", permission("*", sourceArn="*")),
        bad("public", permission("*")),
        bad("public", permission("*", functionUrlAuthType="NONE")),
        bad("public", made("lambda.LayerVersionPermission", principal="*")),
        bad("public", policy("*")),
        bad("public", made("lambda.ResourcePolicy", policy="{")).named("malformed"),
        unknown("url-auth", url(kind=UNKNOWN)),
        unknown("cors", url(UNKNOWN)),
        unknown("source", permission(EVENTS, sourceArn=UNKNOWN)),
        unknown("public", permission(UNKNOWN)),
        unknown("public", made("lambda.ResourcePolicy", policy=UNKNOWN)),
        skips(OTHER, function()),
    ),
    "lambda-exposure-stack": (
        good(*between(A, B)),
        good(within("subnet-1", "subnet-2")).named("of-another-stack"),
        good(within("subnet-a", "subnet-b"), A, B).named("by-id"),
        good(wired(function(vpcConfig=None), vpcConfig=(A, B)), A, B).named("only-edges-left"),
        bad("zones", within("subnet-1")),
        bad("zones", within(UNKNOWN)),
        bad("zones", *between(A, ALSO_A)),
        bad("zones", within("subnet-a", "subnet-c"), A, ALSO_A),
        unknown("zones", *between(A, SOMEWHERE)),
        unknown("zones", function(vpcConfig=UNKNOWN)),
        skips(function(), OTHER),
    ),
}
