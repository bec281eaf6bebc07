"""Log groups under a key of their own, a metric filter, and whom their policies let in."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
LOGS = f"arn:aws:logs:eu-central-1:{ACCOUNT}"

key = aws.kms.Key(
    "logs",
    enable_key_rotation=True,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                },
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "logs.eu-central-1.amazonaws.com"},
                    "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"],
                    "Resource": "*",
                    "Condition": {
                        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"{LOGS}:log-group:*"}
                    },
                },
            ],
        }
    ),
)
orders = aws.cloudwatch.LogGroup(
    "orders", name="/orders/api", retention_in_days=90, kms_key_id=key.arn
)
aws.cloudwatch.LogGroup("sign-ins", name="/orders/audit", retention_in_days=731, kms_key_id=key.arn)
aws.cloudwatch.LogMetricFilter(
    "errors",
    log_group_name=orders.name,
    pattern="{ $.level = ERROR }",
    metric_transformation={"name": "errors", "namespace": "orders", "value": "1"},
)
aws.cloudwatch.LogResourcePolicy(
    "route53",
    policy_name="route53-query-logging",
    policy_document=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": {"Service": "route53.amazonaws.com"},
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": f"{LOGS}:log-group:/route53/*",
                "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
            },
        }
    ),
)
destination = aws.cloudwatch.LogDestination(
    "central",
    name="central",
    role_arn=f"arn:aws:iam::{ACCOUNT}:role/logs-to-kinesis",
    target_arn=f"arn:aws:kinesis:eu-central-1:{ACCOUNT}:stream/central",
)
aws.cloudwatch.LogDestinationPolicy(
    "central",
    destination_name=destination.name,
    access_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "logs:PutSubscriptionFilter",
                "Resource": f"{LOGS}:destination:central",
                "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}},
            },
        }
    ),
)
