"""Cases of the rules about Amazon API Gateway."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue", "other")
GROUP = made("cloudwatch.LogGroup", "group")
LOG = {"destinationArn": "arn:aws:logs:eu-west-1:111111111111:log-group:api", "format": "{}"}
API = made("apigateway.RestApi", "api")
BY_ID = made("apigateway.RestApi", "api", id="r1")
HTTP = made("apigatewayv2.Api", "api", protocolType="HTTP")
SOCKET = made("apigatewayv2.Api", "api", protocolType="WEBSOCKET")
QUIET = {"loggingLevel": "ERROR"}


def stage(**props: Any) -> Resource:
    return made("apigateway.Stage", **props)


def hardened(**props: Any) -> Resource:
    return stage(accessLogSettings=LOG, xrayTracingEnabled=True, **props)


def second(**props: Any) -> Resource:
    return made("apigatewayv2.Stage", **{"accessLogSettings": LOG, **props})


def settings(**values: Any) -> Resource:
    return made("apigateway.MethodSettings", "settings", settings=values, methodPath="*/*")


def of(api: Resource, resource: Resource, prop: str = "restApi", **props: Any) -> Resource:
    """The resource with an id of the API that is not known yet."""
    whole = made(resource.type, resource.name, **{**resource.props, **props, prop: UNKNOWN})
    return wired(whole, **{prop: api})


def method(**props: Any) -> Resource:
    return made("apigateway.Method", **{"httpMethod": "GET", **props})


def route(**props: Any) -> Resource:
    return made("apigatewayv2.Route", **{"routeKey": "GET /a", **props})


def private(policy: Any, **props: Any) -> Resource:
    return made(
        "apigateway.RestApi",
        "api",
        endpointConfiguration={"types": "PRIVATE"},
        policy=policy,
        **props,
    )


def document(**condition: Any) -> str:
    allow = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}
    return json.dumps({"Statement": [{**allow, "Condition": condition}]})


FROM_ENDPOINT = document(StringEquals={"aws:SourceVpce": "vpce-1"})
ALL_BUT = json.dumps(
    {
        "Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"},
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "execute-api:Invoke",
                "Resource": "*",
                "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}},
            },
        ]
    }
)


def openapi(**operation: Any) -> dict[str, Any]:
    return {
        "openapi": "3.0.1",
        "paths": {"/a": {"get": operation, "options": {}, "parameters": []}},
        "components": {
            "securitySchemes": {
                "pool": {"type": "apiKey", "x-amazon-apigateway-authtype": "cognito_user_pools"},
                "key": {"type": "apiKey", "in": "header", "name": "x-api-key"},
            }
        },
    }


def body(tree: Any, short: str = "apigateway.RestApi", **props: Any) -> Resource:
    return made(short, "api", body=tree if isinstance(tree, str) else json.dumps(tree), **props)


CASES: dict[str, tuple[Case, ...]] = {
    "apigw-logging": (
        good(hardened()),
        good(settings(loggingLevel="INFO", dataTraceEnabled=False)),
        good(second()),
        good(second(defaultRouteSettings={"dataTraceEnabled": False}, routeSettings=[QUIET])),
        good(
            wired(second(accessLogSettings={"destinationArn": UNKNOWN}), accessLogSettings=GROUP),
            GROUP,
        ).named("wired"),
        bad("access", stage(xrayTracingEnabled=True)),
        bad("access", second(accessLogSettings=None)),
        bad("tracing", stage(accessLogSettings=LOG)),
        bad("tracing", stage(accessLogSettings=LOG, xrayTracingEnabled=False)),
        bad("level", settings(throttlingRateLimit=10)),
        bad("level", settings(loggingLevel="OFF")),
        bad("data-trace", settings(loggingLevel="INFO", dataTraceEnabled=True)),
        bad("data-trace", second(defaultRouteSettings={"dataTraceEnabled": True})),
        bad("data-trace", second(routeSettings=[{"dataTraceEnabled": True}])),
        unknown("access", stage(accessLogSettings=UNKNOWN, xrayTracingEnabled=True)),
        unknown("level", settings(loggingLevel=UNKNOWN)),
        unknown("tracing", stage(accessLogSettings=LOG, xrayTracingEnabled=UNKNOWN)),
        skips(OTHER),
    ),
    "apigw-logging-stack": (
        good(
            of(API, hardened(stageName="prod")), of(API, settings(**QUIET), stageName="prod"), API
        ).named("same-api-and-name"),
        good(
            stage(restApi="r1", stageName="prod"),
            made("apigateway.MethodSettings", restApi="r1", stageName="prod", methodPath="*/*"),
        ).named("by-id"),
        good(
            of(BY_ID, stage(stageName="prod")),
            made("apigateway.MethodSettings", restApi="r1", stageName="prod", methodPath="*/*"),
            BY_ID,
        ).named("edge-here-id-there"),
        good(
            stage(stageName=UNKNOWN),
            wired(
                made("apigateway.MethodSettings", "s", stageName=UNKNOWN, methodPath="*/*"),
                stageName=stage(),
            ),
        ).named("wired"),
        good(of(SOCKET, second(defaultRouteSettings=QUIET), "apiId"), SOCKET),
        good(of(HTTP, second(), "apiId"), HTTP),
        bad("execution", of(API, stage(stageName="prod")), API),
        bad(
            "execution",
            of(API, stage(stageName="prod")),
            of(API, settings(**QUIET), stageName="dev"),
            API,
        ),
        bad(
            "execution",
            of(API, stage(stageName="prod")),
            of(API, settings(), stageName="prod", methodPath="a/GET"),
            API,
        ).named("one-method"),
        bad("level", of(SOCKET, second(), "apiId"), SOCKET),
        bad(
            "level",
            of(SOCKET, second(defaultRouteSettings={"loggingLevel": "OFF"}), "apiId"),
            SOCKET,
        ),
        unknown(
            "execution",
            stage(restApi="r1", stageName="prod"),
            made("apigateway.MethodSettings", "s", stageName=UNKNOWN, methodPath="*/*"),
        ),
        unknown("execution", stage(restApi="r1", stageName=UNKNOWN)),
        unknown("level", of(SOCKET, second(defaultRouteSettings=UNKNOWN), "apiId"), SOCKET),
        skips(OTHER, second()),
    ),
    "apigw-authorization": (
        good(method(authorization="AWS_IAM")),
        good(method(authorization="CUSTOM", authorizerId=UNKNOWN, httpMethod=UNKNOWN)),
        good(method(authorization="NONE", httpMethod="OPTIONS")).named("preflight"),
        good(
            route(authorizationType="JWT"), route(authorizationType="NONE", routeKey="OPTIONS /a")
        ),
        good(of(SOCKET, route(routeKey="$default"), "apiId"), SOCKET).named("web-socket"),
        good(route(routeKey="sendmessage"), route(routeKey="$disconnect")),
        good(
            of(private(FROM_ENDPOINT), method(authorization="NONE")), private(FROM_ENDPOINT)
        ).named("private"),
        good(of(private(ALL_BUT), method(authorization="NONE")), private(ALL_BUT)).named(
            "private-by-deny"
        ),
        good(
            method(authorization="NONE", restApi="r1"),
            private("", id="r1"),
            made("apigateway.RestApiPolicy", restApiId="r1", policy=FROM_ENDPOINT),
        ).named("private-by-policy-resource"),
        good(body(openapi(security=[{"pool": []}]))),
        good(body({**openapi(), "x-amazon-apigateway-auth": {"type": "AWS_IAM"}})),
        good(body(openapi(**{"x-amazon-apigateway-auth": {"type": "AWS_IAM"}}))),
        good(private(FROM_ENDPOINT, body=json.dumps(openapi()))),
        bad("method", method(authorization="NONE")),
        bad("method", method(authorization="NONE", apiKeyRequired=True)).named("api-key"),
        bad("method", of(API, method(authorization="NONE")), API),
        bad("method", of(private(document()), method(authorization="NONE")), private(document())),
        bad("method", of(private("{"), method(authorization="NONE")), private("{")),
        bad("route", route(authorizationType="NONE")),
        bad("route", route()),
        bad("route", of(HTTP, route(routeKey="$default"), "apiId"), HTTP),
        bad("route", of(SOCKET, route(routeKey="$connect"), "apiId"), SOCKET),
        bad("quick-create", made("apigatewayv2.Api", protocolType="HTTP", target="arn:aws:x")),
        bad("body", body(openapi())),
        bad("body", body(openapi(security=[{"key": []}]))).named("api-key-only"),
        bad("body", body(openapi(security=[{"pool": []}, {}]))).named("optional"),
        bad("body", body("openapi: 3.0.1\npaths:\n  /a:\n    post: {}\n")).named("yaml"),
        bad("body", body(openapi(), "apigateway.RestApiPut", restApiId="r1")),
        bad("body", body(openapi(), "apigatewayv2.Api")),
        unknown("method", method(authorization=UNKNOWN)),
        unknown("method", method(authorization="NONE", httpMethod=UNKNOWN)),
        unknown("method", of(private(UNKNOWN), method(authorization="NONE")), private(UNKNOWN)),
        unknown("route", route(routeKey="$default")).named("of-which-kind"),
        unknown("route", route(routeKey=UNKNOWN)),
        unknown("body", body("{: [")),
        unknown("body", made("apigateway.RestApi", body=UNKNOWN)),
        skips(OTHER, API, HTTP),
    ),
    "apigw-domain-tls": (
        good(made("apigateway.DomainName", securityPolicy="TLS_1_2")),
        good(made("apigateway.DomainName", securityPolicy="SecurityPolicy_TLS13_1_3_2025_09")),
        good(made("apigateway.RestApi")),
        good(made("apigateway.RestApi", securityPolicy="SecurityPolicy_TLS12_2018_EDGE")),
        good(
            made("apigatewayv2.DomainName", domainNameConfiguration={"securityPolicy": "TLS_1_2"})
        ),
        bad("policy", made("apigateway.DomainName", securityPolicy="TLS_1_0")),
        bad("policy", made("apigateway.RestApi", securityPolicy="TLS_1_0")),
        bad(
            "policy",
            made("apigatewayv2.DomainName", domainNameConfiguration={"securityPolicy": "TLS_1_0"}),
        ),
        unknown("policy", made("apigateway.DomainName", securityPolicy=UNKNOWN)),
        skips(made("apigateway.DomainName"), OTHER),
    ),
    "apigw-endpoint-type": (
        good(made("apigateway.RestApi", endpointConfiguration={"types": "REGIONAL"})),
        good(made("apigateway.RestApi", endpointConfiguration={"types": ["PRIVATE"]})),
        good(API).given(types=["EDGE"]),
        bad("type", API).named("edge-by-default"),
        bad("type", made("apigateway.RestApi", endpointConfiguration={"types": "EDGE"})),
        bad("type", made("apigateway.RestApi", endpointConfiguration={"types": "REGIONAL"})).given(
            types=["PRIVATE"]
        ),
        unknown("type", made("apigateway.RestApi", endpointConfiguration={"types": UNKNOWN})),
        unknown("type", made("apigateway.RestApi", endpointConfiguration={"types": [UNKNOWN]})),
        skips(HTTP, OTHER),
    ),
    "apigw-cache-encrypted": (
        good(settings(cachingEnabled=True, cacheDataEncrypted=True)),
        good(settings(**QUIET)).named("no-cache"),
        good(settings(cachingEnabled=UNKNOWN, cacheDataEncrypted=True)),
        bad("encrypted", settings(cachingEnabled=True)),
        bad("encrypted", settings(cachingEnabled=True, cacheDataEncrypted=False)),
        unknown("encrypted", settings(cachingEnabled=UNKNOWN)),
        unknown("encrypted", settings(cachingEnabled=True, cacheDataEncrypted=UNKNOWN)),
        skips(OTHER, stage(cacheClusterEnabled=True)),
    ),
}
