"""Sessions in Valkey, over two zones, with users."""

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
subnets = aws.elasticache.SubnetGroup(
    "sessions", subnet_ids=["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
)
application = aws.elasticache.User(
    "application",
    engine="valkey",
    user_id="application",
    user_name="application",
    access_string="on ~session:* +@read +@write",
    authentication_mode={"type": "iam"},
)
users = aws.elasticache.UserGroup(
    "sessions", engine="valkey", user_group_id="sessions", user_ids=[application.user_id]
)
aws.elasticache.ReplicationGroup(
    "sessions",
    description="Sessions of the web application",
    engine="valkey",
    engine_version="8.0",
    node_type="cache.t4g.small",
    num_cache_clusters=2,
    automatic_failover_enabled=True,
    multi_az_enabled=True,
    at_rest_encryption_enabled=True,
    kms_key_id=key.arn,
    transit_encryption_enabled=True,
    transit_encryption_mode="required",
    user_group_ids=[users.user_group_id],
    subnet_group_name=subnets.name,
    security_group_ids=["sg-0123456789abcdef0"],
    snapshot_retention_limit=7,
    auto_minor_version_upgrade=True,
)
aws.elasticache.Cluster(
    "pages",
    engine="memcached",
    node_type="cache.t4g.small",
    num_cache_nodes=2,
    az_mode="cross-az",
    transit_encryption_enabled=True,
    subnet_group_name=subnets.name,
    security_group_ids=["sg-0123456789abcdef0"],
)
