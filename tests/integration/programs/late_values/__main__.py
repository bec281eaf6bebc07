"""Slips of many kinds; by configuration each is known at preview, or only once something is made.

`only` names the one slip to make (all without it); with `late` its value waits for a queue's ARN.
"""

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
late = config.get_bool("late") or False
only = config.get("only")

provider = aws.Provider("aws")
opts = pulumi.ResourceOptions(provider=provider)
marker = aws.sqs.Queue("marker", kms_master_key_id="alias/mine", opts=opts)


def slip(value: Any) -> Any:
    """The value, at once or when the queue is there."""
    return marker.arn.apply(lambda _: value) if late else value


def document(**statement: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def key() -> None:
    root = {"AWS": "arn:aws:iam::123456789012:root"}
    policy = document(Principal=root, Action="kms:*", Resource="*")
    aws.kms.Key("key", policy=policy, enable_key_rotation=slip(False), opts=opts)


def key_policy() -> None:
    policy = document(Principal="*", Action="kms:Decrypt", Resource="*")
    aws.kms.Key("open", policy=slip(policy), enable_key_rotation=True, opts=opts)


def group_rule() -> None:
    vpc = aws.ec2.Vpc("vpc", cidr_block="10.9.0.0/16", opts=opts)
    group = aws.ec2.SecurityGroup("group", description="Admin", vpc_id=vpc.id, opts=opts)
    aws.vpc.SecurityGroupIngressRule(
        "ssh",
        security_group_id=group.id,
        description="Admin",
        ip_protocol="tcp",
        from_port=22,
        to_port=22,
        cidr_ipv4=slip("0.0.0.0/0"),
        opts=opts,
    )


def log_group() -> None:
    aws.cloudwatch.LogGroup(
        "logs",
        retention_in_days=slip(0),
        kms_key_id="arn:aws:kms:us-east-1:123456789012:key/1234",
        opts=opts,
    )


def role() -> None:
    trust = document(Principal={"AWS": "*"}, Action="sts:AssumeRole")
    aws.iam.Role("role", assume_role_policy=slip(trust), opts=opts)


def policy() -> None:
    aws.iam.Policy("admin", policy=slip(document(Action="*", Resource="*")), opts=opts)


def public_access() -> None:
    bucket = aws.s3.Bucket("open", opts=opts)
    aws.s3.BucketPublicAccessBlock(
        "open",
        bucket=bucket.id,
        block_public_acls=slip(False),
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=opts,
    )


def table() -> None:
    aws.dynamodb.Table(
        "table",
        hash_key="id",
        attributes=[{"name": "id", "type": "S"}],
        billing_mode="PAY_PER_REQUEST",
        point_in_time_recovery={"enabled": slip(False)},
        opts=opts,
    )


SLIPS: dict[str, Callable[[], None]] = {
    "kms-rotation": key,
    "kms-policy-no-wildcard": key_policy,
    "sg-no-public-admin-ports": group_rule,
    "log-group-retention": log_group,
    "iam-trust-restricted": role,
    "iam-no-admin-star": policy,
    "s3-block-public-access": public_access,
    "dynamodb-pitr": table,
}
for name, make in SLIPS.items():
    if only in (None, name):
        make()
