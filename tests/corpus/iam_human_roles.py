"""Roles of people: MFA for those of the account, an audience for those of the identity provider."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
AWS = "arn:aws:iam::aws:policy"


def trusting(principal: dict, action: str, condition: dict) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": action,
        "Condition": condition,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


with_mfa = trusting(
    {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "sts:AssumeRole",
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
)
with_saml = trusting(
    {"Federated": f"arn:aws:iam::{ACCOUNT}:saml-provider/workforce"},
    "sts:AssumeRoleWithSAML",
    {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
)
change = {"repo": "example-org/access", "commit": "4f2c9ab", "change-id": "OPS-17"}
tags = {**change, "department": "it", "owner": "security", "review-by": "2099-12-31"}

auditor = aws.iam.Role(
    "auditor",
    name="auditor",
    assume_role_policy=with_saml,
    max_session_duration=14400,
    permissions_boundary=f"arn:aws:iam::{ACCOUNT}:policy/people-boundary",
    tags={**change, "department": "audit"},
)
aws.iam.RolePolicyAttachment("auditor", role=auditor.name, policy_arn=f"{AWS}/SecurityAudit")

emergency = aws.iam.Role(
    "emergency",
    name="emergency",
    assume_role_policy=with_mfa,
    max_session_duration=3600,
    permissions_boundary=f"arn:aws:iam::{ACCOUNT}:policy/people-boundary",
    tags=tags,
)
aws.iam.RolePolicyAttachment("all", role=emergency.name, policy_arn=f"{AWS}/AdministratorAccess")
