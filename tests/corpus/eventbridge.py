"""A bus for events of orders: encrypted, open to the organization, failures put aside."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
BUS = f"arn:aws:events:eu-central-1:{ACCOUNT}:event-bus/orders"


def by_service(service):
    return {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    }


owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "orders",
    enable_key_rotation=True,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                owner,
                by_service("events.amazonaws.com"),
                by_service("logs.eu-central-1.amazonaws.com"),
            ],
        }
    ),
)
lost = aws.sqs.Queue("lost-orders", kms_master_key_id=key.id)
bus = aws.cloudwatch.EventBus(
    "orders",
    name="orders",
    kms_key_identifier=key.arn,
    dead_letter_config={"arn": lost.arn},
)
aws.cloudwatch.EventBusPolicy(
    "orders",
    event_bus_name=bus.name,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "Organization",
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": "events:PutEvents",
                    "Resource": BUS,
                    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
                }
            ],
        }
    ),
)
rule = aws.cloudwatch.EventRule(
    "paid",
    event_bus_name=bus.name,
    event_pattern=json.dumps({"detail-type": ["order paid"]}),
)
group = aws.cloudwatch.LogGroup(
    "paid", name="/aws/events/paid", retention_in_days=400, kms_key_id=key.arn
)
aws.cloudwatch.EventTarget(
    "paid",
    rule=rule.name,
    event_bus_name=bus.name,
    arn=group.arn,
    dead_letter_config={"arn": lost.arn},
)
aws.cloudwatch.LogResourcePolicy(
    "paid",
    policy_name="events-to-logs",
    policy_document=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {
                        "Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]
                    },
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": f"arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:/aws/events/*",
                    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
                }
            ],
        }
    ),
)
