"""Web ACLs for public HTTP endpoints.

A Network Load Balancer, and an HTTP or WebSocket API of API Gateway, cannot have one.
"""

from collections.abc import Callable, Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
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
    shown,
    some,
    sure,
    unplaced,
)
from soc2_baseline.policy_pack.rules.elb.kinds import is_application

ASSOCIATION = "wafv2.WebAclAssociation"
_NEEDS = "is open to the internet and has no WebAclAssociation"

_Open = Callable[[Resource, StackGraph], bool]


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    lost = bool(unplaced(graph, "resourceArn", ASSOCIATION))
    for short, key, open_, sentence in _REGIONAL:
        for resource in graph.of(short):
            if not _associated(resource, graph):
                reached = sure(open_, resource, graph)
                yield from _unguarded(resource, key, sentence, reached, lost, context)
    for resource in graph.of("cloudfront.Distribution", "cloudfront.MultitenantDistribution"):
        yield from guarded(_distribution, resource, "distribution", context)


def _associated(resource: Resource, graph: StackGraph) -> bool:
    """Return whether an association names a resource; a stage's ARN may use its API's id."""
    named = [resource, *graph.targets(resource, "restApi", "apigateway.RestApi")]
    return any(graph.satellites(each, "resourceArn", ASSOCIATION) for each in named)


def _unguarded(
    resource: Resource, key: str, sentence: str, reached: bool | None, lost: bool, context: Context
) -> Iterator[Finding]:
    if reached is False:
        return
    if not context.vocabulary.offers(ASSOCIATION):
        yield Finding(key, sentence, Verdict.NOT_OFFERED, resource.urn, detail="web ACLs")
    elif lost or reached is None:
        yield Finding(key, sentence, Verdict.UNDETERMINED, resource.urn)
    else:
        yield Finding(key, sentence, urn=resource.urn)


def _distribution(resource: Resource, context: Context) -> Iterator[Finding]:
    enabled, acl = resource.at("enabled"), shown(resource, "webAclId")
    if acl is UNKNOWN or acl not in (None, "") or (enabled is not UNKNOWN and enabled is False):
        return
    sentence = "the distribution has no web ACL"
    if context.vocabulary.offers("wafv2.WebAcl"):
        yield Finding("distribution", sentence, urn=resource.urn)
    else:
        yield Finding(
            "distribution", sentence, Verdict.NOT_OFFERED, resource.urn, detail="web ACLs"
        )


def _balancer(balancer: Resource, _graph: StackGraph) -> bool:
    return is_application(balancer) and not is_true(balancer.at("internal"))


def _stage(stage: Resource, graph: StackGraph) -> bool:
    """Return whether the API of a stage is public.

    Raises:
        ValueUnknown: it is elsewhere, or its type is not known yet.
    """
    apis = graph.targets(stage, "restApi", "apigateway.RestApi")
    if not apis:
        raise ValueUnknown
    types = [each for api in apis for each in items(api.at("endpointConfiguration", "types"))]
    return not some(types, lambda name: name == "PRIVATE")


def _user_pool(pool: Resource, graph: StackGraph) -> bool:
    """Return whether the pool has its own pages, at a domain."""
    return bool(graph.satellites(pool, "userPoolId", "cognito.UserPoolDomain"))


def _graphql(api: Resource, _graph: StackGraph) -> bool:
    return bool(api.at("visibility") != "PRIVATE")


def _app_runner(service: Resource, _graph: StackGraph) -> bool:
    ingress = at(service.at("networkConfiguration"), "ingressConfiguration")
    value = at(ingress, "isPubliclyAccessible")
    return value is None or is_true(value)


_REGIONAL: tuple[tuple[str, str, _Open, str], ...] = (
    ("lb.LoadBalancer", "load-balancer", _balancer, f"the load balancer {_NEEDS}"),
    ("apigateway.Stage", "api-stage", _stage, f"the stage of a REST API {_NEEDS}"),
    ("cognito.UserPool", "user-pool", _user_pool, f"the user pool with a domain {_NEEDS}"),
    ("appsync.GraphQLApi", "graphql", _graphql, f"the GraphQL API {_NEEDS}"),
    ("apprunner.Service", "app-runner", _app_runner, f"the App Runner service {_NEEDS}"),
)

RULES = (
    StackRule(
        id="edge-waf",
        types=(
            *(short for short, *_ in _REGIONAL),
            "cloudfront.Distribution",
            "cloudfront.MultitenantDistribution",
        ),
        criteria=("CC6.6", "CC6.8"),
        severity=Severity.HIGH,
        summary="Public load balancers, APIs, distributions and user pools have a web ACL.",
        fix="Add wafv2.WebAclAssociation(resource_arn=..., web_acl_arn=...), or set web_acl_id.",
        keys={
            **{key: "resource_arn" for _, key, _, _ in _REGIONAL},
            "distribution": "web_acl_id",
        },
        why="Without a web ACL, injections, known exploits and request floods reach the "
        "application.",
        reference="AWS WAF developer guide: resources that AWS WAF protects; Security Hub ELB.16, "
        "APIGateway.4, CloudFront.6; checkov CKV_AWS_68, CKV2_AWS_28, CKV2_AWS_29, CKV2_AWS_33",
        judge=_judge,
    ),
)
