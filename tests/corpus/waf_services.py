"""Public endpoints of AWS services, all behind one web ACL of another stack."""

import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ACL = f"arn:aws:wafv2:{REGION}:{ACCOUNT}:regional/webacl/edge/1"

users = aws.cognito.UserPool(
    "users",
    user_pool_tier="PLUS",
    username_attributes=["email"],
    auto_verified_attributes=["email"],
    mfa_configuration="ON",
    software_token_mfa_configuration={"enabled": True},
    password_policy={
        "minimum_length": 14,
        "require_lowercase": True,
        "require_uppercase": True,
        "require_numbers": True,
        "require_symbols": True,
        "temporary_password_validity_days": 3,
        "password_history_size": 5,
    },
    account_recovery_setting={"recovery_mechanisms": [{"name": "verified_email", "priority": 1}]},
    user_pool_add_ons={"advanced_security_mode": "ENFORCED"},
    deletion_protection="ACTIVE",
)
aws.cognito.RiskConfiguration(
    "users",
    user_pool_id=users.id,
    compromised_credentials_risk_configuration={"actions": {"event_action": "BLOCK"}},
)
aws.cognito.UserPoolDomain("users", domain="example-users", user_pool_id=users.id)
aws.wafv2.WebAclAssociation("users", resource_arn=users.arn, web_acl_arn=ACL)

api = aws.apigateway.RestApi("orders", endpoint_configuration={"types": "REGIONAL"})
resource = aws.apigateway.Resource(
    "orders", rest_api=api.id, parent_id=api.root_resource_id, path_part="orders"
)
method = aws.apigateway.Method(
    "read", rest_api=api.id, resource_id=resource.id, http_method="GET", authorization="AWS_IAM"
)
aws.apigateway.Integration(
    "read", rest_api=api.id, resource_id=resource.id, http_method="GET", type="MOCK"
)
deployment = aws.apigateway.Deployment("orders", rest_api=api.id)
logs = aws.cloudwatch.LogGroup("orders", retention_in_days=400, kms_key_id=KEY)
stage = aws.apigateway.Stage(
    "orders",
    rest_api=api.id,
    deployment=deployment.id,
    stage_name="live",
    access_log_settings={"destination_arn": logs.arn, "format": "$context.requestId"},
    xray_tracing_enabled=True,
)
aws.apigateway.MethodSettings(
    "orders",
    rest_api=api.id,
    stage_name=stage.stage_name,
    method_path="*/*",
    settings={"logging_level": "ERROR", "data_trace_enabled": False, "metrics_enabled": True},
)
aws.wafv2.WebAclAssociation("orders", resource_arn=stage.arn, web_acl_arn=ACL)

graph = aws.appsync.GraphQLApi("catalogue", authentication_type="AWS_IAM", xray_enabled=True)
aws.wafv2.WebAclAssociation("catalogue", resource_arn=graph.arn, web_acl_arn=ACL)

service = aws.apprunner.Service(
    "status",
    service_name="status",
    encryption_configuration={"kms_key": KEY},
    source_configuration={
        "auto_deployments_enabled": False,
        "image_repository": {
            "image_identifier": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/status:4.2.0",
            "image_repository_type": "ECR",
        },
    },
)
aws.wafv2.WebAclAssociation("status", resource_arn=service.arn, web_acl_arn=ACL)
aws.apprunner.Service(
    "inner",
    service_name="inner",
    encryption_configuration={"kms_key": KEY},
    network_configuration={"ingress_configuration": {"is_publicly_accessible": False}},
    source_configuration={
        "auto_deployments_enabled": False,
        "image_repository": {
            "image_identifier": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/inner:1.0.3",
            "image_repository_type": "ECR",
        },
    },
)
