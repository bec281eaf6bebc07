"""A function and a cache whose versions AWS supports."""

import pulumi
import pulumi_aws as aws

ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/0a1b2c3d-0000-1111-2222-333344445555"

aws.lambda_.Function(
    "orders",
    role=f"arn:aws:iam::{ACCOUNT}:role/orders",
    runtime="python3.13",
    handler="orders.handle",
    code=pulumi.AssetArchive({"orders.py": pulumi.StringAsset("def handle(*_): ...")}),
    kms_key_arn=KEY,
    environment={"variables": {"STAGE": "prod"}},
    tracing_config={"mode": "Active"},
    dead_letter_config={"target_arn": f"arn:aws:sqs:eu-central-1:{ACCOUNT}:orders-failed"},
    reserved_concurrent_executions=20,
    vpc_config={
        "subnet_ids": ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"],
        "security_group_ids": ["sg-0a1b2c3d4e5f60718"],
    },
)
aws.elasticache.ReplicationGroup(
    "sessions",
    description="Sessions",
    engine="redis",
    engine_version="7.1",
    node_type="cache.t4g.small",
    num_cache_clusters=2,
    automatic_failover_enabled=True,
    multi_az_enabled=True,
    at_rest_encryption_enabled=True,
    transit_encryption_enabled=True,
    kms_key_id=KEY,
    user_group_ids=["sessions"],
    snapshot_retention_limit=7,
    subnet_group_name="private",
    security_group_ids=["sg-0a1b2c3d4e5f60718"],
    auto_minor_version_upgrade=True,
)
