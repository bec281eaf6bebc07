"""The few users that are left: in groups, with MFA, and with a password policy."""

import json

import pulumi_aws as aws

OWN_USER = "arn:aws:iam::*:user/${aws:username}"
OWN_DEVICE = "arn:aws:iam::*:mfa/*"
WITHOUT_MFA = [
    "iam:CreateVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
    "iam:ResyncMFADevice",
    "sts:GetSessionToken",
]


def document(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


aws.iam.AccountPasswordPolicy(
    "passwords",
    minimum_password_length=14,
    password_reuse_prevention=24,
    max_password_age=90,
    require_lowercase_characters=True,
    require_uppercase_characters=True,
    require_numbers=True,
    require_symbols=True,
    allow_users_to_change_password=True,
)
staff = aws.iam.Group("staff", name="staff")
aws.iam.GroupPolicy(
    "own-mfa",
    group=staff.name,
    policy=document(
        {"Effect": "Allow", "Action": "iam:CreateVirtualMFADevice", "Resource": OWN_DEVICE},
        {
            "Effect": "Allow",
            "Action": ["iam:EnableMFADevice", "iam:ListMFADevices", "iam:ResyncMFADevice"],
            "Resource": OWN_USER,
        },
        {
            "Sid": "BlockMostAccessWithoutMfa",
            "Effect": "Deny",
            "NotAction": WITHOUT_MFA,
            "Resource": "*",
            "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
        },
    ),
)
readers = aws.iam.Policy(
    "readers",
    policy=document(
        {"Effect": "Allow", "Action": ["ec2:Describe*", "cloudwatch:List*"], "Resource": "*"}
    ),
)
aws.iam.PolicyAttachment("readers", policy_arn=readers.arn, groups=[staff.name])

# The users themselves are of another stack.
aws.iam.GroupMembership("staff", group=staff.name, users=["on-call-1", "on-call-2"])
aws.iam.UserLoginProfile("console", user="on-call-1", password_reset_required=True)
