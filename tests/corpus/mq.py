"""Two brokers in a VPC: ActiveMQ and RabbitMQ."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT = "111122223333"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "jobs",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
password = pulumi.Config("jobs").require_secret("password")
subnets = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
user = {"username": "application", "password": password}

aws.mq.Broker(
    "jobs",
    broker_name="jobs",
    engine_type="ActiveMQ",
    engine_version="5.18",
    host_instance_type="mq.m7g.medium",
    deployment_mode="ACTIVE_STANDBY_MULTI_AZ",
    publicly_accessible=False,
    subnet_ids=subnets,
    security_groups=["sg-0123456789abcdef0"],
    encryption_options={"use_aws_owned_key": False, "kms_key_id": key.arn},
    logs={"general": True, "audit": True},
    auto_minor_version_upgrade=True,
    users=[user],
)
aws.mq.Broker(
    "mails",
    broker_name="mails",
    engine_type="RabbitMQ",
    engine_version="3.13",
    host_instance_type="mq.m7g.medium",
    deployment_mode="CLUSTER_MULTI_AZ",
    subnet_ids=subnets,
    security_groups=["sg-0123456789abcdef0"],
    logs={"general": True},
    auto_minor_version_upgrade=True,
    users=[user],
)
