"""Users of an application, with second factors and threat protection."""

import json

import pulumi_aws as aws

IDENTITY_POOL = "eu-central-1:12345678-1234-1234-1234-123456789012"

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
    account_recovery_setting={
        "recovery_mechanisms": [{"name": "verified_email", "priority": 1}],
    },
    user_pool_add_ons={"advanced_security_mode": "ENFORCED"},
    deletion_protection="ACTIVE",
)
aws.cognito.RiskConfiguration(
    "users",
    user_pool_id=users.id,
    compromised_credentials_risk_configuration={
        "event_filters": ["SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"],
        "actions": {"event_action": "BLOCK"},
    },
)
web = aws.cognito.UserPoolClient(
    "web",
    user_pool_id=users.id,
    generate_secret=False,
    explicit_auth_flows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    allowed_oauth_flows=["code"],
    allowed_oauth_flows_user_pool_client=True,
    allowed_oauth_scopes=["openid", "email"],
    callback_urls=["https://app.example.com/signed-in"],
    supported_identity_providers=["COGNITO"],
    prevent_user_existence_errors="ENABLED",
    enable_token_revocation=True,
    access_token_validity=15,
    id_token_validity=15,
    refresh_token_validity=1,
    token_validity_units={
        "access_token": "minutes",
        "id_token": "minutes",
        "refresh_token": "days",
    },
)
identities = aws.cognito.IdentityPool(
    "users",
    identity_pool_name="users",
    allow_unauthenticated_identities=False,
    allow_classic_flow=False,
    cognito_identity_providers=[
        {
            "client_id": web.id,
            "provider_name": users.endpoint,
            "server_side_token_check": True,
        }
    ],
)
trust = {
    "Effect": "Allow",
    "Principal": {"Federated": "cognito-identity.amazonaws.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
        "StringEquals": {"cognito-identity.amazonaws.com:aud": IDENTITY_POOL},
        "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"},
    },
}
role = aws.iam.Role(
    "users",
    assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
)
aws.cognito.IdentityPoolRoleAttachment(
    "users", identity_pool_id=identities.id, roles={"authenticated": role.arn}
)
