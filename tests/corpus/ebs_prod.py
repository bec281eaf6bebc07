"""A copy of a snapshot in a production account, under a key of our own."""

import pulumi_aws as aws

KEY = "arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-1111-2222-333344445555"

aws.ebs.SnapshotCopy(
    "orders",
    source_region="eu-west-1",
    source_snapshot_id="snap-0a1b2c3d4e5f60718",
    encrypted=True,
    kms_key_id=KEY,
    tags={
        "tenant": "shared",
        "environment": "prod",
        "data-class": "confidential",
        "exposure": "private",
        "owner": "platform",
        "service": "orders",
        "repo": "example/orders",
        "commit": "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
        "change-id": "OPS-4711",
    },
)
