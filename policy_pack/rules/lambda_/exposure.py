"""Callers of AWS Lambda functions, and web pages that may call them."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    Wire,
    by_type,
    expect,
    is_given,
    items,
)
from soc2_baseline.policy_pack.rules.sns_sqs.audiences import visitors

SOURCES = (
    "cloudwatch.EventRule",
    "cloudwatch.LogGroup",
    "cloudwatch.MetricAlarm",
    "cloudwatch.CompositeAlarm",
    "s3.Bucket",
    "sns.Topic",
    "apigateway.RestApi",
    "apigateway.Stage",
    "apigateway.Deployment",
    "apigateway.Authorizer",
    "apigatewayv2.Api",
    "apigatewayv2.Stage",
    "apigatewayv2.Authorizer",
    "bedrock.AgentAgent",
    "cfg.Rule",
    "codecommit.Repository",
    "codepipeline.Pipeline",
    "cognito.UserPool",
    "connect.Instance",
    "iot.TopicRule",
    "lb.TargetGroup",
    "lex.V2modelsBot",
    "kinesis.FirehoseDeliveryStream",
    "scheduler.Schedule",
    "secretsmanager.Secret",
    "ses.ReceiptRule",
    "vpclattice.TargetGroup",
)
"""Types that call functions for services; their ARNs hold an account, except buckets."""

BUCKETS = "s3.amazonaws.com"
"""The service whose ARNs hold no account: another account may own the bucket name later."""

SERVICES = (".amazonaws.com", ".amazon.com", ".amazonaws.com.cn")
_PUBLIC = "everybody may call the function"


def _url(url: Resource, _context: Context) -> Iterator[Finding]:
    kind = url.at("authorizationType")
    sentence = "anybody who knows the URL may call the function"
    yield from expect(kind, lambda kind: kind == "AWS_IAM", "url-auth", sentence)
    sentence = "CORS lets pages of every site call the function"
    origins = url.at("cors", "allowOrigins")
    if origins is UNKNOWN:
        yield Finding("cors", sentence, Verdict.UNDETERMINED)
        return
    found = [_is_any(origin) for origin in items(origins)]
    if True in found:
        yield Finding("cors", sentence)
    elif None in found:
        yield Finding("cors", sentence, Verdict.UNDETERMINED)


def _is_any(origin: object) -> bool | None:
    return None if origin is UNKNOWN else origin in ("*", "https://*", "http://*")


def _permission(permission: Resource, _context: Context) -> Iterator[Finding]:
    principal = permission.at("principal")
    if principal is UNKNOWN:
        yield Finding("public", _PUBLIC, Verdict.UNDETERMINED)
    elif principal == "*":
        yield from _narrowed(
            permission, "public", _PUBLIC, "principalOrgId", "sourceAccount", "sourceArn"
        )
    elif isinstance(principal, str) and principal.endswith(SERVICES):
        sentence = "the service may call the function for resources of every account"
        narrowing = ["sourceAccount", "principalOrgId", "eventSourceToken"]
        if (
            principal.removesuffix(".cn") != BUCKETS
        ):  # the ARN of a bucket holds no account, and the name may be reused
            narrowing.append("sourceArn")
        yield from _narrowed(permission, "source", sentence, *narrowing)


def _narrowed(permission: Resource, key: str, sentence: str, *props: str) -> Iterator[Finding]:
    """Yield a finding unless one of the properties is set; an ARN may come from the stack."""
    values = {prop: permission.at(prop) for prop in props}
    if any(value is not UNKNOWN and _is_fixed(value) for value in values.values()):
        return
    unknown = [prop for prop, value in values.items() if value is UNKNOWN]
    if not unknown:
        yield Finding(key, sentence)
        return
    wire = Wire("sourceArn", SOURCES) if "sourceArn" in unknown else None
    yield Finding(key, sentence, Verdict.UNDETERMINED, wire=wire)


def _is_fixed(value: object) -> bool:
    """Return whether a value is given and is not an ARN for all accounts."""
    if not (is_given(value) and isinstance(value, str)):
        return False
    account = f"{value}::::".split(":")[4] if value.startswith("arn:") else value
    return "*" not in account and "?" not in account


def _layer(layer: Resource, _context: Context) -> Iterator[Finding]:
    principal = layer.at("principal")
    sentence = "every account may use the layer"
    if principal is UNKNOWN:
        yield Finding("public", sentence, Verdict.UNDETERMINED)
    elif principal == "*":
        yield from _narrowed(layer, "public", sentence, "organizationId")


def _policy(policy: Resource, context: Context) -> Iterator[Finding]:
    for finding in visitors(policy, context, foreign=False):
        key = "public" if finding.key == "malformed" else finding.key
        yield Finding(key, finding.sentence, finding.verdict)


_TYPES, _judge = by_type(
    {
        "lambda.FunctionUrl": _url,
        "lambda.Permission": _permission,
        "lambda.LayerVersionPermission": _layer,
        "lambda.ResourcePolicy": _policy,
    }
)


RULES = (
    ResourceRule(
        id="lambda-exposure",
        types=_TYPES,
        criteria=("CC6.6",),
        severity=Severity.CRITICAL,
        summary="Functions may be called only by named principals, and by services for named "
        "sources.",
        fix='Set authorization_type="AWS_IAM" and allow_origins to your sites on the URL; '
        "source_arn (for buckets source_account too) on the permission.",
        why="A service that may call a function for every account lets strangers call it through "
        "their own resources.",
        keys={
            "url-auth": "authorization_type",
            "cors": "cors.allow_origins",
            "source": "source_arn",
            "public": "principal",
        },
        reference="AWS Lambda developer guide: resource-based policies; function URLs; Security "
        "Hub Lambda.1; checkov CKV_AWS_258, CKV_AWS_301, CKV_AWS_364, CKV2_AWS_75",
        judge=_judge,
    ),
)
