"""VPC endpoints for AWS services, and their policies."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    Malformed,
    ParsedStatement,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    every,
    guarded,
    parse,
    shown,
    some,
)

ENDPOINT = "ec2.VpcEndpoint"
SERVICES = ("s3", "dynamodb", "kms", "logs", "sts")
_WITHOUT_POLICY = ("GatewayLoadBalancer", "Resource", "ServiceNetwork")
_OF_OTHERS = "com.amazonaws.vpce."


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for endpoint in graph.of(ENDPOINT):
        yield from guarded(_scoped, endpoint, "policy", graph)
    for vpc in graph.of("ec2.Vpc") if context.profile else ():
        yield from guarded(_present, vpc, "services", graph, context)


def _scoped(endpoint: Resource, graph: StackGraph) -> Iterator[Finding]:
    service = endpoint.at("serviceName")
    if endpoint.at("vpcEndpointType") in _WITHOUT_POLICY:
        return
    if service is not UNKNOWN and str(service).startswith(_OF_OTHERS):
        return
    beside = graph.satellites(endpoint, "vpcEndpointId", "ec2.VpcEndpointPolicy")
    policies = [shown(each, "policy") for each in beside] or [shown(endpoint, "policy")]
    for policy in policies:
        try:
            full = policy in (None, "") or some(parse(policy).allowing(), _full)
            sentence = "the endpoint policy allows every action to everybody"
        except Malformed:
            full, sentence = True, "the endpoint policy cannot be read"
        if full:
            yield Finding("policy", sentence, urn=endpoint.urn)


def _full(statement: ParsedStatement) -> bool:
    """Return whether a statement allows everything, such as ``s3:*`` for an endpoint's service."""
    return every(
        statement,
        lambda s: not s.conditions,
        lambda s: s.any_action or some(s.actions, lambda action: action.endswith(":*")),
        lambda s: s.any_resource,
        lambda s: s.anyone,
    )


def _present(vpc: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    names = [shown(each, "serviceName") for each in graph.satellites(vpc, "vpcId", ENDPOINT)]
    known = [name for name in names if isinstance(name, str)]
    missing = [
        service for service in SERVICES if not any(name.endswith(f".{service}") for name in known)
    ]
    if not missing:
        return
    sentence = f"the VPC has no endpoint for {', '.join(missing)}"
    if any(name is UNKNOWN for name in names):
        raise ValueUnknown
    if not context.vocabulary.offers(ENDPOINT):
        yield Finding("services", sentence, Verdict.NOT_OFFERED, vpc.urn, detail="VPC endpoints")
    else:
        yield Finding("services", sentence, urn=vpc.urn)


RULES = (
    StackRule(
        id="vpc-endpoints-scoped",
        types=(ENDPOINT, "ec2.Vpc"),
        criteria=("CC6.6", "CC6.7"),
        severity=Severity.MEDIUM,
        level=Level.ADVISORY,
        summary="Traffic to AWS services uses VPC endpoints, each with a policy that restricts it.",
        fix="Set policy to the actions and resources that this VPC needs; add the missing "
        "endpoint by service_name.",
        keys={"policy": "policy", "services": "service_name"},
        why="An endpoint with the default policy gives access to buckets and keys of any account; "
        "without endpoints the traffic leaves the VPC.",
        reference="AWS PrivateLink guide: endpoint policies; Security Hub EC2.10",
        judge=_judge,
    ),
)
