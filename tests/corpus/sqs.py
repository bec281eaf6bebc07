"""A queue of orders with its dead-letter queue, fed by a topic of the same account."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
TOPIC = f"arn:aws:sns:eu-central-1:{ACCOUNT}:orders"


def statement(principal, action, **condition):
    return {
        "Effect": "Allow",
        "Principal": principal,
        "Action": action,
        "Resource": f"arn:aws:sqs:eu-central-1:{ACCOUNT}:orders",
        **({"Condition": condition} if condition else {}),
    }


failed = aws.sqs.Queue(
    "failed-orders", message_retention_seconds=1209600, sqs_managed_sse_enabled=True
)
orders = aws.sqs.Queue(
    "orders",
    name="orders",
    sqs_managed_sse_enabled=True,
    redrive_policy=failed.arn.apply(
        lambda arn: json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 5})
    ),
)
aws.sqs.RedriveAllowPolicy(
    "failed-orders",
    queue_url=failed.id,
    redrive_allow_policy=orders.arn.apply(
        lambda arn: json.dumps({"redrivePermission": "byQueue", "sourceQueueArns": [arn]})
    ),
)
aws.sqs.QueuePolicy(
    "orders",
    queue_url=orders.id,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                statement({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "sqs:*"),
                statement(
                    {"Service": "sns.amazonaws.com"},
                    "sqs:SendMessage",
                    ArnEquals={"aws:SourceArn": TOPIC},
                ),
            ],
        }
    ),
)
