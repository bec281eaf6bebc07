"""Who calls a function, as far as the stack shows, and whether they wait for an answer.

Source: AWS Lambda developer guide, invoking functions with events from other services. Only
calls that nobody waits for can be lost, so only their functions need a place for failures.
"""

from policy_pack.resources import Resource, StackGraph
from policy_pack.values import UNKNOWN

PERMISSION = "lambda.Permission"
WAITING = (
    ("functionName", ("lambda.EventSourceMapping", "lambda.FunctionUrl")),
    ("uri", ("apigateway.Integration",)),
    ("integrationUri", ("apigatewayv2.Integration",)),
    ("authorizerUri", ("apigateway.Authorizer", "apigatewayv2.Authorizer")),
    ("definition", ("sfn.StateMachine",)),
    ("rotationLambdaArn", ("secretsmanager.SecretRotation",)),
    ("lambdaConfig", ("cognito.UserPool",)),
    ("targetId", ("lb.TargetGroupAttachment",)),
    ("targetArn", ("lb.TargetGroupAttachment",)),
    ("defaultCacheBehavior", ("cloudfront.Distribution",)),
    ("orderedCacheBehaviors", ("cloudfront.Distribution",)),
)
"""What waits for an answer, or polls and keeps what failed, and by which property it calls."""

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
    """Whether the stack shows callers of the function, and all of them wait for its answer."""
    callers = [r for prop, types in WAITING for r in graph.satellites(function, prop, *types)]
    permissions = graph.satellites(function, "function", PERMISSION)
    return bool(callers or permissions) and all(_waits(permission) for permission in permissions)


def _waits(permission: Resource) -> bool:
    principal = permission.at("principal")
    return principal is not UNKNOWN and principal in WAITING_SERVICES
