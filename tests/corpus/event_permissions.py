"""The default event bus, open to the accounts of an organization and to the one of its auditors."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

aws.cloudwatch.EventPermission(
    "organization",
    principal="*",
    statement_id="OrganizationAccounts",
    condition={"key": "aws:PrincipalOrgID", "type": "StringEquals", "value": "o-exampleorgid"},
)
aws.cloudwatch.EventPermission("audit", principal="444455556666", statement_id="AuditAccount")
opened = aws.cloudwatch.EventRule(
    "buckets-opened",
    event_pattern=json.dumps(
        {
            "source": ["aws.s3"],
            "detail-type": ["AWS API Call via CloudTrail"],
            "detail": {"eventName": ["PutBucketPolicy", "DeletePublicAccessBlock"]},
        }
    ),
)
aws.cloudwatch.EventTarget(
    "buckets-opened",
    rule=opened.name,
    arn=f"arn:aws:lambda:eu-central-1:{ACCOUNT}:function:close-bucket",
    dead_letter_config={"arn": f"arn:aws:sqs:eu-central-1:{ACCOUNT}:undelivered"},
)
