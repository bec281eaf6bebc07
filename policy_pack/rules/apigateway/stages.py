"""Access logs, execution logs and tracing of API stages.

REST and WebSocket stages write access logs and execution logs; HTTP APIs have access logs only.
"""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    Wire,
    at,
    expect,
    guarded,
    is_given,
    is_true,
    items,
    shown,
    unplaced,
)

SETTINGS = "apigateway.MethodSettings"
REST_STAGE = "aws:apigateway/stage:Stage"
METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings"
LEVELS = ("ERROR", "INFO")
WHOLE_STAGE = "*/*"
SINKS = ("cloudwatch.LogGroup", "kinesis.FirehoseDeliveryStream")


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == METHOD_SETTINGS:
        sentence = "errors of integrations are not logged"
        yield from expect(resource.at("settings", "loggingLevel"), _logs, "level", sentence)
        yield from _data_trace(resource.at("settings", "dataTraceEnabled"))
        return
    yield from expect(
        resource.at("accessLogSettings", "destinationArn"),
        is_given,
        "access",
        "the stage writes no access log",
        wire=Wire("accessLogSettings", SINKS),
    )
    if resource.type == REST_STAGE:
        tracing = resource.at("xrayTracingEnabled")
        yield from expect(tracing, is_true, "tracing", "requests are not traced with AWS X-Ray")
        return
    yield from _data_trace(resource.at("defaultRouteSettings", "dataTraceEnabled"))
    for route in items(resource.at("routeSettings")):
        yield from _data_trace(at(route, "dataTraceEnabled"))


def _logs(level: Any) -> bool:
    return level in LEVELS


def _data_trace(value: Any) -> Iterator[Finding]:
    sentence = "full requests and responses are logged"
    yield from expect(value, lambda on: not is_true(on), "data-trace", sentence)


def _judge_stack(graph: StackGraph, context: Context) -> Iterator[Finding]:
    whole, lost = _whole_stages(graph), bool(unplaced(graph, "stageName", SETTINGS))
    for stage in graph.of("apigateway.Stage"):
        yield from guarded(_rest, stage, "execution", graph, context, whole, lost)
    for stage in graph.of("apigatewayv2.Stage"):
        yield from guarded(_web_socket, stage, "level", graph)


def _whole_stages(graph: StackGraph) -> set[tuple[str, str]]:
    """Return the API and the name of each stage that settings apply to as a whole."""
    return {
        place
        for settings in graph.of(SETTINGS)
        if _is_whole(settings)
        for place in _places(settings, graph)
    }


def _is_whole(settings: Resource) -> bool:
    """Return whether settings apply to all methods; those with an unknown path may."""
    path = settings.at("methodPath")
    return path is UNKNOWN or path == WHOLE_STAGE


def _places(resource: Resource, graph: StackGraph) -> Iterator[tuple[str, str]]:
    name = resource.at("stageName")
    if not isinstance(name, str):
        return
    for api in graph.targets(resource, "restApi", "apigateway.RestApi"):
        yield api.urn, name
    given = resource.at("restApi")
    if isinstance(given, str):
        yield given, name


def _rest(
    stage: Resource,
    graph: StackGraph,
    context: Context,
    whole: set[tuple[str, str]],
    lost: bool,
) -> Iterator[Finding]:
    joined = any(_is_whole(s) for s in graph.satellites(stage, "stageName", SETTINGS))
    if joined or any(place in whole for place in _places(stage, graph)):
        return
    sentence = "no method settings log the executions of all methods of the stage"
    if lost or stage.at("stageName") is UNKNOWN:
        yield Finding("execution", sentence, Verdict.UNDETERMINED, stage.urn)
    elif not context.vocabulary.offers(SETTINGS):
        yield Finding("execution", sentence, Verdict.NOT_OFFERED, stage.urn, detail="settings")
    else:
        yield Finding("execution", sentence, urn=stage.urn)


def _web_socket(stage: Resource, graph: StackGraph) -> Iterator[Finding]:
    for api in graph.targets(stage, "apiId", "apigatewayv2.Api"):
        protocol = api.at("protocolType")
        level = at(shown(stage, "defaultRouteSettings"), "loggingLevel")
        sentence = "errors of integrations are not logged"
        found = expect(level, _logs, "level", sentence, urn=stage.urn)
        if protocol is UNKNOWN:
            for finding in found:
                yield Finding("level", finding.sentence, Verdict.UNDETERMINED, stage.urn)
        elif protocol == "WEBSOCKET":
            yield from found


RULES = (
    ResourceRule(
        id="apigw-logging",
        types=("apigateway.Stage", "apigateway.MethodSettings", "apigatewayv2.Stage"),
        criteria=("CC7.2",),
        severity=Severity.MEDIUM,
        summary="Stages write access logs, log errors, are traced, and do not log full payloads.",
        fix="Set access_log_settings and xray_tracing_enabled=True on the stage; in "
        'MethodSettings, logging_level="ERROR" and data_trace_enabled=False.',
        why="Without logs nobody can find out who called an API or why calls failed; logs of full "
        "requests copy tokens and personal data.",
        keys={
            "access": "access_log_settings",
            "tracing": "xray_tracing_enabled",
            "level": "settings.logging_level",
            "data-trace": "settings.data_trace_enabled",
        },
        reference="Amazon API Gateway developer guide: setting up CloudWatch logging; "
        "Security Hub APIGateway.1, APIGateway.3, APIGateway.9; checkov CKV_AWS_73, CKV_AWS_76, "
        "CKV_AWS_276",
        remedies={"tracing": ("xrayTracingEnabled", True)},
        judge=_judge,
    ),
    StackRule(
        id="apigw-logging-stack",
        types=("apigateway.Stage", "apigatewayv2.Stage"),
        criteria=("CC7.2",),
        severity=Severity.MEDIUM,
        summary="Each stage of a REST or WebSocket API logs the executions of all its methods.",
        fix='Add apigateway.MethodSettings(method_path="*/*") with settings.logging_level, or '
        "default_route_settings.logging_level on the stage of a WebSocket API.",
        why="Execution logging is off by default, so errors behind the API leave no trace.",
        keys={"execution": "method_path", "level": "default_route_settings.logging_level"},
        reference="Amazon API Gateway developer guide: setting up CloudWatch logging; "
        "Security Hub APIGateway.1; checkov CKV2_AWS_4",
        judge=_judge_stack,
    ),
)
