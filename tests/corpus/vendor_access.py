"""What outsiders get: pipelines by OpenID Connect, a monitoring service by a role of its own."""

import json

import pulumi_aws as aws

ACCOUNT, MONITORING = "111122223333", "444455556666"
HOST = "token.actions.githubusercontent.com"


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


github = aws.iam.OpenIdConnectProvider(
    "github", url=f"https://{HOST}", client_id_lists=["sts.amazonaws.com"]
)
pipeline = {
    "Effect": "Allow",
    "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
        "StringEquals": {
            f"{HOST}:aud": "sts.amazonaws.com",
            f"{HOST}:sub": "repo:example/shop:ref:refs/heads/main",
        }
    },
}
aws.iam.Role("deploy", assume_role_policy=document(pipeline))
monitoring = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{MONITORING}:root"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"sts:ExternalId": "0b5e1f3c-example"}},
}
aws.iam.Role("monitoring", assume_role_policy=document(monitoring))
owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
partners = {
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": ["kms:Encrypt", "kms:GenerateDataKey*"],
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorg1"}},
}
aws.kms.Key("inbox", enable_key_rotation=True, policy=document(owner, partners))
