"""Callers of a function in the stack, and whether they wait for an answer.

Source: AWS Lambda developer guide, invoking functions with events from other services. Only
asynchronous calls can be lost, so only their functions need a destination for failures.
"""

from soc2_baseline.policy_pack.kit import UNKNOWN, Resource, StackGraph

PERMISSION = "lambda.Permission"
WAITING = (
    ("functionName", ("lambda.EventSourceMapping", "lambda.FunctionUrl", "lambda.Invocation")),
    ("uri", ("apigateway.Integration",)),
    ("integrationUri", ("apigatewayv2.Integration",)),
    ("authorizerUri", ("apigateway.Authorizer", "apigatewayv2.Authorizer")),
    ("body", ("apigateway.RestApi", "apigatewayv2.Api")),
    ("definition", ("sfn.StateMachine",)),
    ("actionGroupExecutor", ("bedrock.AgentAgentActionGroup",)),
    ("extendedS3Configuration", ("kinesis.FirehoseDeliveryStream",)),
    ("function", ("transfer.Server",)),
    ("rotationLambdaArn", ("secretsmanager.SecretRotation",)),
    ("lambdaConfig", ("cognito.UserPool", "appsync.DataSource")),
    ("targetId", ("lb.TargetGroupAttachment",)),
    ("targetArn", ("lb.TargetGroupAttachment",)),
)
"""Types that wait for an answer, or poll and keep failures, with the property of the call."""

BEHAVIOURS = ("defaultCacheBehavior", "orderedCacheBehaviors")
WAITING_SERVICES = frozenset(
    {
        "apigateway.amazonaws.com",
        "bedrock.amazonaws.com",
        "cognito-idp.amazonaws.com",
        "cognito-sync.amazonaws.com",
        "connect.amazonaws.com",
        "edgelambda.amazonaws.com",
        "elasticloadbalancing.amazonaws.com",
        "firehose.amazonaws.com",
        "lex.amazonaws.com",
        "lexv2.amazonaws.com",
        "secretsmanager.amazonaws.com",
        "states.amazonaws.com",
        "vpc-lattice.amazonaws.com",
    }
)


def is_waited_for(function: Resource, graph: StackGraph) -> bool:
    """Return whether the stack shows callers of the function, and all wait for its answer."""
    callees = [function, *graph.satellites(function, "functionName", "lambda.Alias")]
    callers = [
        caller
        for callee in callees
        for prop, types in WAITING
        for caller in graph.satellites(callee, prop, *types)
    ]
    permissions = graph.satellites(function, "function", PERMISSION)
    return bool(callers or permissions) and all(_waits(permission) for permission in permissions)


def is_at_edge(function: Resource, graph: StackGraph) -> bool:
    """Return whether a distribution runs the function at edge locations (Lambda@Edge)."""
    return any(graph.satellites(function, prop, "cloudfront.Distribution") for prop in BEHAVIOURS)


def _waits(permission: Resource) -> bool:
    principal = permission.at("principal")
    return principal is not UNKNOWN and principal in WAITING_SERVICES
