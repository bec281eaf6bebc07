"""A table with provisioned capacity that follows its load."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "sessions",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
sessions = aws.dynamodb.Table(
    "sessions",
    billing_mode="PROVISIONED",
    read_capacity=10,
    write_capacity=10,
    hash_key="id",
    attributes=[{"name": "id", "type": "S"}],
    server_side_encryption={"enabled": True, "kms_key_arn": key.arn},
    point_in_time_recovery={"enabled": True},
    deletion_protection_enabled=True,
)


def scaled(kind):
    target = aws.appautoscaling.Target(
        kind.lower(),
        service_namespace="dynamodb",
        scalable_dimension=f"dynamodb:table:{kind}CapacityUnits",
        resource_id=sessions.name.apply(lambda name: f"table/{name}"),
        min_capacity=10,
        max_capacity=200,
    )
    aws.appautoscaling.Policy(
        kind.lower(),
        policy_type="TargetTrackingScaling",
        service_namespace=target.service_namespace,
        scalable_dimension=target.scalable_dimension,
        resource_id=target.resource_id,
        target_tracking_scaling_policy_configuration={
            "target_value": 70,
            "predefined_metric_specification": {
                "predefined_metric_type": f"DynamoDB{kind}CapacityUtilization"
            },
        },
    )


scaled("Read")
scaled("Write")
aws.dynamodb.TableReplica(
    "sessions",
    region="eu-west-1",
    global_table_arn=f"arn:aws:dynamodb:eu-central-1:{ACCOUNT}:table/devices",
    kms_key_arn=f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    point_in_time_recovery=True,
    deletion_protection_enabled=True,
)
