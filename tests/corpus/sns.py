"""A topic for alarms: encrypted, open to CloudWatch of this account only, delivered over TLS."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
TOPIC = f"arn:aws:sns:eu-central-1:{ACCOUNT}:alarms"
ALARMS = f"arn:aws:cloudwatch:eu-central-1:{ACCOUNT}:alarm:*"

key = aws.kms.Key(
    "alarms",
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
                    "Principal": {"Service": "cloudwatch.amazonaws.com"},
                    "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                    "Resource": "*",
                    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
                },
            ],
        }
    ),
)
topic = aws.sns.Topic("alarms", name="alarms", kms_master_key_id=key.id)
aws.sns.TopicPolicy(
    "alarms",
    arn=topic.arn,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "Owner",
                    "Effect": "Allow",
                    "Principal": {"AWS": "*"},
                    "Action": ["sns:Publish", "sns:Subscribe", "sns:GetTopicAttributes"],
                    "Resource": TOPIC,
                    "Condition": {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
                },
                {
                    "Sid": "Alarms",
                    "Effect": "Allow",
                    "Principal": {"Service": "cloudwatch.amazonaws.com"},
                    "Action": "sns:Publish",
                    "Resource": TOPIC,
                    "Condition": {"ArnLike": {"aws:SourceArn": ALARMS}},
                },
            ],
        }
    ),
)
aws.sns.TopicSubscription(
    "pager",
    topic=topic.arn,
    protocol="https",
    endpoint="https://events.example.com/alarms",
)
