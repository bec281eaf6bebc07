"""The management account: an organization with guardrails, and root users without credentials."""

import json

import pulumi_aws as aws

AUDIT_ROLE = "arn:aws:iam::*:role/security-tooling"
REGIONS = ["eu-central-1", "eu-west-1", "us-east-1"]
GLOBAL_SERVICES = ["iam:*", "organizations:*", "route53:*", "cloudfront:*", "sts:*", "support:*"]

organization = aws.organizations.Organization(
    "organization",
    feature_set="ALL",
    aws_service_access_principals=["iam.amazonaws.com", "ram.amazonaws.com"],
    enabled_policy_types=["SERVICE_CONTROL_POLICY"],
)
aws.iam.OrganizationsFeatures(
    "root-users", enabled_features=["RootCredentialsManagement", "RootSessions"]
)

leave = {
    "Sid": "StayInTheOrganization",
    "Effect": "Deny",
    "Action": "organizations:LeaveOrganization",
    "Resource": "*",
}
tampering = {
    "Sid": "KeepTheAuditTools",
    "Effect": "Deny",
    "Action": [
        "cloudtrail:StopLogging",
        "cloudtrail:DeleteTrail",
        "cloudtrail:UpdateTrail",
        "config:StopConfigurationRecorder",
        "config:DeleteConfigurationRecorder",
        "config:DeleteDeliveryChannel",
        "guardduty:DeleteDetector",
        "guardduty:DisassociateFromAdministratorAccount",
    ],
    "Resource": "*",
    "Condition": {"ArnNotLike": {"aws:PrincipalArn": AUDIT_ROLE}},
}
root = {
    "Sid": "NobodyIsRoot",
    "Effect": "Deny",
    "Action": "*",
    "Resource": "*",
    "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}},
}
regions = {
    "Sid": "OurRegionsOnly",
    "Effect": "Deny",
    "NotAction": GLOBAL_SERVICES,
    "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:RequestedRegion": REGIONS}},
}


def guardrail(name: str, *statements: dict) -> None:
    policy = aws.organizations.Policy(
        name,
        name=name,
        type="SERVICE_CONTROL_POLICY",
        content=json.dumps({"Version": "2012-10-17", "Statement": list(statements)}),
    )
    aws.organizations.PolicyAttachment(
        name, policy_id=policy.id, target_id=organization.roots[0].id
    )


guardrail("accounts", leave, tampering)
guardrail("use", root, regions)
