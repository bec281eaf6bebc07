"""Authorization of the methods and routes of APIs.

Methods of a private REST API count as authorized if its resource policy does not let everybody in:
AWS documents APIs within a network that way. Browsers send OPTIONS without credentials. In a
WebSocket API only ``$connect`` can be authorized, for the whole connection.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    guarded,
    is_given,
    items,
    known,
    open_to_all,
    parse,
    shown,
    some,
    sure,
)
from soc2_baseline.policy_pack.rules.apigateway.definitions import open_operations
from soc2_baseline.policy_pack.rules.apigateway.texts import Unreadable

NONE = "NONE"
REST = "apigateway.RestApi"
HTTP = "apigatewayv2.Api"


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for method in graph.of("apigateway.Method"):
        yield from guarded(_method, method, "method", graph)
    for route in graph.of("apigatewayv2.Route"):
        yield from guarded(_route, route, "route", graph)
    for api in graph.of(HTTP):
        yield from guarded(_quick_create, api, "quick-create")
    for api in graph.of(REST, HTTP, "apigateway.RestApiPut"):
        yield from guarded(_definition, api, "body", graph)


def _method(method: Resource, graph: StackGraph) -> Iterator[Finding]:
    kind, verb = method.at("authorization"), method.at("httpMethod")
    open_for_sure = kind is not UNKNOWN and not _authorizes(kind)
    if (kind is not UNKNOWN and not open_for_sure) or (verb is not UNKNOWN and verb == "OPTIONS"):
        return
    closed = sure(_is_closed, graph.targets(method, "restApi", REST), graph)
    if closed:
        return
    certain = open_for_sure and verb is not UNKNOWN and closed is False
    yield _finding("method", "anybody may call the method without authorization", certain, method)


def _authorizes(kind: object) -> bool:
    return is_given(kind) and kind != NONE


def _finding(key: str, sentence: str, certain: bool, resource: Resource) -> Finding:
    return Finding(
        key, sentence, Verdict.VIOLATION if certain else Verdict.UNDETERMINED, resource.urn
    )


def _is_closed(apis: list[Resource], graph: StackGraph) -> bool:
    """Return whether the API is private and its policy does not let everybody in."""
    return some(apis, lambda api: _is_private(api) and _has_closed_policy(api, graph))


def _is_private(api: Resource) -> bool:
    return "PRIVATE" in items(api.at("endpointConfiguration", "types"))


def _has_closed_policy(api: Resource, graph: StackGraph) -> bool:
    satellites = graph.satellites(api, "restApiId", "apigateway.RestApiPolicy")
    texts = [shown(api, "policy"), *(shown(satellite, "policy") for satellite in satellites)]
    given = [text for text in texts if text is UNKNOWN or is_given(text)]
    return bool(given) and not some(given, _lets_everybody_in)


def _lets_everybody_in(text: object) -> bool:
    try:
        return open_to_all(parse(text))
    except Malformed:
        return True


def _route(route: Resource, graph: StackGraph) -> Iterator[Finding]:
    kind, key = route.at("authorizationType"), route.at("routeKey")
    if (kind is not UNKNOWN and _authorizes(kind)) or _is_preflight(key):
        return
    socket = sure(_is_web_socket, graph.targets(route, "apiId", HTTP), key)
    if key is not UNKNOWN and key != "$connect" and socket:
        return
    certain = kind is not UNKNOWN and key is not UNKNOWN and (socket is False or key == "$connect")
    yield _finding("route", "anybody may call the route without authorization", certain, route)


def _is_preflight(key: object) -> bool:
    return isinstance(key, str) and key.startswith("OPTIONS ")


def _is_web_socket(apis: list[Resource], key: object) -> bool:
    """Return whether the route belongs to a WebSocket API; HTTP routes hold method and path."""
    for api in apis:
        return bool(known(api.at("protocolType")) == "WEBSOCKET")
    if known(key) == "$default":  # both kinds have it
        raise ValueUnknown
    return " " not in str(key)


def _quick_create(api: Resource) -> Iterator[Finding]:
    target = shown(api, "target")
    if target is UNKNOWN or is_given(target):
        yield Finding(
            "quick-create",
            "anybody may call the route of a quick create without authorization",
            urn=api.urn,
        )


def _definition(api: Resource, graph: StackGraph) -> Iterator[Finding]:
    body = shown(api, "body")
    if body is not UNKNOWN and not (isinstance(body, str) and body):
        return
    put = api.type == "aws:apigateway/restApiPut:RestApiPut"
    apis = graph.targets(api, "restApiId", REST) if put else [api]
    closed = sure(_is_closed, apis, graph)
    if closed:
        return
    try:
        number = sum(1 for _ in open_operations(known(body)))
    except Unreadable:
        yield Finding("body", "the definition cannot be read", Verdict.UNDETERMINED, api.urn)
        return
    if number:
        sentence = f"anybody may call {number} operations of the definition without authorization"
        yield _finding("body", sentence, closed is False, api)


RULES = (
    StackRule(
        id="apigw-authorization",
        types=(
            "apigateway.Method",
            "apigatewayv2.Route",
            "apigateway.RestApi",
            "apigateway.RestApiPut",
            "apigatewayv2.Api",
        ),
        criteria=("CC6.1",),
        severity=Severity.HIGH,
        summary="Methods and routes of APIs require authorization.",
        fix='Set authorization (authorization_type) to "AWS_IAM" or to an authorizer; in an '
        "OpenAPI definition, give each operation a security scheme with an authorizer.",
        why="Everybody who finds the address of a method without authorization can call the "
        "service behind it.",
        keys={
            "method": "authorization",
            "route": "authorization_type",
            "quick-create": "target",
            "body": "body",
        },
        reference="Amazon API Gateway developer guide: controlling and managing access; "
        "Security Hub APIGateway.8; checkov CKV_AWS_59, CKV_AWS_309, CKV2_AWS_70",
        judge=_judge,
    ),
)
