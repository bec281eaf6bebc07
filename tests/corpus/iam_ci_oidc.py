"""A pipeline deploys through OpenID Connect: no keys, one repository, one environment."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
ISSUER = "token.actions.githubusercontent.com"

provider = aws.iam.OpenIdConnectProvider(
    "pipelines", url=f"https://{ISSUER}", client_id_lists=["sts.amazonaws.com"]
)
trust = {
    "Effect": "Allow",
    "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/{ISSUER}"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
        "StringEquals": {
            f"{ISSUER}:aud": "sts.amazonaws.com",
            f"{ISSUER}:sub": "repo:example-org/shop:environment:production",
        }
    },
}
deploy = aws.iam.Role(
    "deploy",
    name="deploy-shop",
    max_session_duration=3600,
    assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
)
publish = {
    "Effect": "Allow",
    "Action": ["s3:PutObject", "s3:DeleteObject"],
    "Resource": "arn:aws:s3:::example-shop-site/*",
}
release = {
    "Effect": "Allow",
    "Action": "ecs:UpdateService",
    "Resource": f"arn:aws:ecs:eu-central-1:{ACCOUNT}:service/shop/web",
}
pass_role = {
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": f"arn:aws:iam::{ACCOUNT}:role/shop-task",
    "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
}
aws.iam.RolePolicy(
    "deploy",
    role=deploy.name,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [publish, release, pass_role]}),
)
