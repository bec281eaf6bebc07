"""Workforce access through IAM Identity Center: short sessions, given to groups."""

import json

import pulumi_aws as aws

INSTANCE = "arn:aws:sso:::instance/ssoins-1111222233334444"
ACCOUNT = "111122223333"

developers = aws.ssoadmin.PermissionSet(
    "developers",
    name="Developers",
    instance_arn=INSTANCE,
    session_duration="PT4H",
)
aws.ssoadmin.PermissionSetInlinePolicy(
    "developers",
    instance_arn=INSTANCE,
    permission_set_arn=developers.arn,
    inline_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": ["ecs:Describe*", "ecs:List*", "ecs:UpdateService"],
                    "Resource": f"arn:aws:ecs:eu-central-1:{ACCOUNT}:service/shop/*",
                }
            ],
        }
    ),
)

auditors = aws.ssoadmin.PermissionSet(
    "auditors",
    name="Auditors",
    instance_arn=INSTANCE,
    session_duration="PT8H",
)
aws.ssoadmin.ManagedPolicyAttachment(
    "auditors",
    instance_arn=INSTANCE,
    permission_set_arn=auditors.arn,
    managed_policy_arn="arn:aws:iam::aws:policy/SecurityAudit",
)
aws.ssoadmin.AccountAssignment(
    "developers",
    instance_arn=INSTANCE,
    permission_set_arn=developers.arn,
    principal_type="GROUP",
    principal_id="f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    target_type="AWS_ACCOUNT",
    target_id=ACCOUNT,
)
