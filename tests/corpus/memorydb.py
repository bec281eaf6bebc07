"""A cluster of MemoryDB with users."""

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
    "carts",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
application = aws.memorydb.User(
    "carts",
    user_name="carts",
    access_string="on ~cart:* +@read +@write",
    authentication_mode={"type": "iam"},
)
acl = aws.memorydb.Acl("carts", user_names=[application.user_name])
subnets = aws.memorydb.SubnetGroup(
    "carts", subnet_ids=["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
)
aws.memorydb.Cluster(
    "carts",
    name="carts",
    node_type="db.t4g.small",
    num_shards=1,
    num_replicas_per_shard=1,
    acl_name=acl.name,
    tls_enabled=True,
    kms_key_arn=key.arn,
    subnet_group_name=subnets.id,
    security_group_ids=["sg-0123456789abcdef0"],
    snapshot_retention_limit=7,
    auto_minor_version_upgrade=True,
)
