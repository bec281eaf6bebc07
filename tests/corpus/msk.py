"""A Kafka cluster whose clients come with IAM, and write down what brokers do."""

import json

import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
logs_service = {
    "Effect": "Allow",
    "Principal": {"Service": f"logs.{REGION}.amazonaws.com"},
    "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    "Resource": "*",
    "Condition": {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:*"}
    },
}
key = aws.kms.Key(
    "events",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner, logs_service]}),
)
brokers = aws.cloudwatch.LogGroup("brokers", retention_in_days=90, kms_key_id=key.arn)
aws.msk.Cluster(
    "events",
    kafka_version="3.8.x",
    number_of_broker_nodes=3,
    broker_node_group_info={
        "instance_type": "kafka.m7g.large",
        "client_subnets": [
            "subnet-0aaaaaaaaaaaaaaaa",
            "subnet-0bbbbbbbbbbbbbbbb",
            "subnet-0cccccccccccccccc",
        ],
        "security_groups": ["sg-0123456789abcdef0"],
        "connectivity_info": {"public_access": {"type": "DISABLED"}},
    },
    client_authentication={"sasl": {"iam": True}, "unauthenticated": False},
    encryption_info={
        "encryption_at_rest_kms_key_arn": key.arn,
        "encryption_in_transit": {"client_broker": "TLS", "in_cluster": True},
    },
    logging_info={"broker_logs": {"cloudwatch_logs": {"enabled": True, "log_group": brokers.name}}},
    enhanced_monitoring="PER_BROKER",
)
