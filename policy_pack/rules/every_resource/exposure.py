"""Approval of endpoints that face the internet."""

from collections.abc import Callable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    Exposure,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    at,
    guarded,
    is_true,
    items,
    sure,
    token,
)

TAG = "exposure"


def _always(_resource: Resource) -> bool:
    return True


def _load_balancer(resource: Resource) -> bool:
    if resource.at("loadBalancerType") == "gateway":
        return False
    return not is_true(resource.at("internal"))


def _rest(api: Resource) -> bool:
    return "PRIVATE" not in _each(at(api.at("endpointConfiguration"), "types"))


def _each(value: Any) -> list[Any]:
    found = [item for item in items(value) if item is not UNKNOWN]
    if len(found) < len(items(value)) and "PRIVATE" not in found:
        raise ValueUnknown
    return found


def _runner(service: Resource) -> bool:
    path = ("networkConfiguration", "ingressConfiguration", "isPubliclyAccessible")
    return bool(service.at(*path) not in (False, "false"))


def _graph_api(api: Resource) -> bool:
    return bool(api.at("visibility") != "PRIVATE")


def _transfer(server: Resource) -> bool:
    return server.at("endpointType") in (None, "", "PUBLIC")


ENDPOINTS: dict[str, Callable[[Resource], bool]] = {
    "apigateway.RestApi": _rest,
    "apigatewayv2.Api": _always,
    "apprunner.Service": _runner,
    "appsync.GraphQLApi": _graph_api,
    "cloudfront.Distribution": _always,
    "elb.LoadBalancer": _load_balancer,
    "globalaccelerator.Accelerator": _always,
    "lambda.FunctionUrl": _always,
    "lb.LoadBalancer": _load_balancer,
    "transfer.Server": _transfer,
}
"""Types of endpoints, each with a check whether one faces the internet."""
_BY_TOKEN = {token(short): ask for short, ask in ENDPOINTS.items()}


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for endpoint in graph.of(*ENDPOINTS):
        yield from guarded(_endpoint, endpoint, "exposure", graph, context)


def _endpoint(endpoint: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    faces = sure(_BY_TOKEN[endpoint.type], endpoint)
    if faces is False:
        return
    for tagged in _tagged(endpoint, graph):
        for key, value, sentence in _asked(tagged, context):
            if value is UNKNOWN or faces is None:
                yield Finding(key, LATER, Verdict.UNDETERMINED, endpoint.urn)
            else:
                yield Finding(key, sentence, urn=endpoint.urn)


def _tagged(endpoint: Resource, graph: StackGraph) -> list[Resource]:
    """Return the resources with the tags: a function URL has no tags of its own."""
    if endpoint.type != token("lambda.FunctionUrl"):
        return [endpoint]
    return graph.targets(endpoint, "functionName", "lambda.Function")


def _asked(tagged: Resource, context: Context) -> Iterator[tuple[str, Any, str]]:
    """Yield tags that are missing, wrong or not known yet."""
    exposure = tagged.tag(TAG)
    missing = exposure is None or (exposure is not UNKNOWN and not exposure)
    required = TAG in (context.vocabulary.tag_keys or ())
    if exposure is UNKNOWN or (exposure != Exposure.PUBLIC and not (missing and required)):
        yield "exposure", exposure, "the endpoint faces the internet and is not tagged as public"
    name = context.options["tag"]
    approval = tagged.tag(name)
    if approval is UNKNOWN or not approval:
        yield "approval", approval, f"the approval of public exposure is missing (tag {name})"


RULES = (
    StackRule(
        id="public-exposure-register",
        types=tuple(ENDPOINTS),
        criteria=("CC6.6", "CC8.1"),
        severity=Severity.HIGH,
        summary="Endpoints that face the internet are tagged as public and name their approval.",
        fix='Set tags={"exposure": "public", "approval-id": ...}, or make the endpoint internal.',
        keys={"exposure": "tags.exposure", "approval": "tags.approval-id"},
        options={
            "tag": {
                "type": "string",
                "minLength": 1,
                "default": "approval-id",
                "description": "Tag that holds the id of the approval.",
            }
        },
        needs="tag_keys",
        why="Nobody watches, patches or tests an endpoint that was published by mistake.",
        reference="AWS Well-Architected, security pillar: SEC05 protecting networks; "
        "required-tags reports a missing exposure tag",
        judge=_judge,
    ),
)
