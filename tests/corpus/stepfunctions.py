"""A state machine that ships orders: logged, traced, and encrypted with a customer key."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
REGION = "eu-central-1"


def use_by(service):
    return {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
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
                use_by("states.amazonaws.com"),
                use_by(f"logs.{REGION}.amazonaws.com"),
            ],
        }
    ),
)
role = aws.iam.Role(
    "shipping",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "states.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
                }
            ],
        }
    ),
)
group = aws.cloudwatch.LogGroup(
    "shipping",
    name="/aws/vendedlogs/states/shipping",
    retention_in_days=400,
    kms_key_id=key.arn,
)
encryption = {"type": "CUSTOMER_MANAGED_KMS_KEY", "kms_key_id": key.arn}
aws.sfn.StateMachine(
    "shipping",
    role_arn=role.arn,
    definition=json.dumps(
        {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 60, "End": True}}}
    ),
    logging_configuration={
        "level": "ERROR",
        "include_execution_data": False,
        "log_destination": group.arn.apply(lambda arn: f"{arn}:*"),
    },
    tracing_configuration={"enabled": True},
    encryption_configuration=encryption,
)
aws.sfn.Activity(
    "packing",
    encryption_configuration={**encryption, "kms_data_key_reuse_period_seconds": 300},
)
