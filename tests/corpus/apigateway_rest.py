"""A REST API of a shop behind AWS WAF, and a definition of one that stays within a network."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
REGION = "eu-central-1"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
CERTIFICATE = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555"
LOG_FORMAT = '{"requestId": "$context.requestId", "status": "$context.status"}'


def log_group(name):
    return aws.cloudwatch.LogGroup(name, name=name, retention_in_days=400, kms_key_id=KEY)


def metrics(name):
    return {
        "cloudwatch_metrics_enabled": True,
        "metric_name": name,
        "sampled_requests_enabled": True,
    }


def managed(priority, name):
    return {
        "name": name,
        "priority": priority,
        "override_action": {"none": {}},
        "statement": {"managed_rule_group_statement": {"name": name, "vendor_name": "AWS"}},
        "visibility_config": metrics(name),
    }


api = aws.apigateway.RestApi("shop", endpoint_configuration={"types": "REGIONAL"})
orders = aws.apigateway.Resource(
    "orders", rest_api=api.id, parent_id=api.root_resource_id, path_part="orders"
)
read = aws.apigateway.Method(
    "read", rest_api=api.id, resource_id=orders.id, http_method="GET", authorization="AWS_IAM"
)
ask = aws.apigateway.Method(
    "ask", rest_api=api.id, resource_id=orders.id, http_method="OPTIONS", authorization="NONE"
)
for method in (read, ask):
    aws.apigateway.Integration(
        method._name,
        rest_api=api.id,
        resource_id=orders.id,
        http_method=method.http_method,
        type="MOCK",
    )
deployment = aws.apigateway.Deployment("shop", rest_api=api.id)
stage = aws.apigateway.Stage(
    "shop",
    rest_api=api.id,
    deployment=deployment.id,
    stage_name="prod",
    access_log_settings={"destination_arn": log_group("shop-access").arn, "format": LOG_FORMAT},
    xray_tracing_enabled=True,
    cache_cluster_enabled=True,
    cache_cluster_size="0.5",
)
aws.apigateway.MethodSettings(
    "shop",
    rest_api=api.id,
    stage_name=stage.stage_name,
    method_path="*/*",
    settings={
        "logging_level": "ERROR",
        "data_trace_enabled": False,
        "metrics_enabled": True,
        "caching_enabled": True,
        "cache_data_encrypted": True,
    },
)
domain = aws.apigateway.DomainName(
    "shop",
    domain_name="shop.example.com",
    regional_certificate_arn=CERTIFICATE,
    security_policy="TLS_1_2",
    endpoint_configuration={"types": "REGIONAL"},
)
aws.apigateway.BasePathMapping(
    "shop", rest_api=api.id, stage_name=stage.stage_name, domain_name=domain.domain_name
)
groups = ("AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet")
acl = aws.wafv2.WebAcl(
    "shop",
    scope="REGIONAL",
    default_action={"allow": {}},
    rules=[managed(priority, name) for priority, name in enumerate(groups)],
    visibility_config=metrics("shop"),
)
aws.wafv2.WebAclAssociation("shop", resource_arn=stage.arn, web_acl_arn=acl.arn)
aws.wafv2.WebAclLoggingConfiguration(
    "shop", resource_arn=acl.arn, log_destination_configs=[log_group("aws-waf-logs-shop").arn]
)

allow = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": "execute-api:Invoke",
    "Resource": "execute-api:/*",
}
elsewhere = {"StringNotEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}}
aws.apigateway.RestApi(
    "stock",
    endpoint_configuration={"types": "PRIVATE", "vpc_endpoint_ids": ["vpce-0123456789abcdef0"]},
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [allow, {**allow, "Effect": "Deny", "Condition": elsewhere}],
        }
    ),
    body=json.dumps(
        {
            "openapi": "3.0.1",
            "info": {"title": "stock", "version": "1"},
            "paths": {"/items": {"get": {"x-amazon-apigateway-integration": {"type": "MOCK"}}}},
        }
    ),
)
