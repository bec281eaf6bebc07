"""An HTTP API with tokens of users, and a WebSocket API for requests that IAM signs."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
REGION = "eu-central-1"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
LOG_FORMAT = json.dumps(
    {
        "requestId": "$context.requestId",
        "ip": "$context.identity.sourceIp",
        "routeKey": "$context.routeKey",
        "status": "$context.status",
    }
)
CERTIFICATE = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555"


def access_log(name):
    group = aws.cloudwatch.LogGroup(
        name, name=f"/api/{name}", retention_in_days=400, kms_key_id=KEY
    )
    return {"destination_arn": group.arn, "format": LOG_FORMAT}


orders = aws.apigatewayv2.Api(
    "orders",
    protocol_type="HTTP",
    disable_execute_api_endpoint=True,
    cors_configuration={"allow_origins": ["https://shop.example.com"], "allow_methods": ["GET"]},
)
users = aws.apigatewayv2.Authorizer(
    "users",
    api_id=orders.id,
    authorizer_type="JWT",
    identity_sources=["$request.header.Authorization"],
    jwt_configuration={
        "issuer": f"https://cognito-idp.{REGION}.amazonaws.com/{REGION}_Example01",
        "audiences": ["shop"],
    },
)
aws.apigatewayv2.Route(
    "orders",
    api_id=orders.id,
    route_key="GET /orders",
    authorization_type="JWT",
    authorizer_id=users.id,
)
aws.apigatewayv2.Route("preflight", api_id=orders.id, route_key="OPTIONS /{proxy+}")
orders_stage = aws.apigatewayv2.Stage(
    "orders",
    api_id=orders.id,
    name="$default",
    auto_deploy=True,
    access_log_settings=access_log("orders"),
    default_route_settings={"throttling_rate_limit": 100, "throttling_burst_limit": 200},
)
domain = aws.apigatewayv2.DomainName(
    "orders",
    domain_name="orders.example.com",
    domain_name_configuration={
        "certificate_arn": CERTIFICATE,
        "endpoint_type": "REGIONAL",
        "security_policy": "TLS_1_2",
    },
)
aws.apigatewayv2.ApiMapping(
    "orders", api_id=orders.id, domain_name=domain.id, stage=orders_stage.id
)

events = aws.apigatewayv2.Api(
    "events", protocol_type="WEBSOCKET", route_selection_expression="$request.body.action"
)
aws.apigatewayv2.Route(
    "connect", api_id=events.id, route_key="$connect", authorization_type="AWS_IAM"
)
aws.apigatewayv2.Route("messages", api_id=events.id, route_key="$default")
aws.apigatewayv2.Stage(
    "events",
    api_id=events.id,
    name="prod",
    access_log_settings=access_log("events"),
    default_route_settings={"logging_level": "ERROR", "data_trace_enabled": False},
)
