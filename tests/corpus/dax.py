"""A DAX cluster over three zones, encrypted on disk and on the wire."""

import pulumi_aws as aws

subnet_group = aws.dax.SubnetGroup(
    "sessions",
    name="sessions",
    subnet_ids=[
        "subnet-0a1b2c3d4e5f67890",
        "subnet-0b1c2d3e4f5a67890",
        "subnet-0c1d2e3f4a5b67890",
    ],
)
aws.dax.Cluster(
    "sessions",
    cluster_name="sessions",
    node_type="dax.r5.large",
    replication_factor=3,
    iam_role_arn="arn:aws:iam::111122223333:role/dax-sessions",
    server_side_encryption={"enabled": True},
    cluster_endpoint_encryption_type="TLS",
    subnet_group_name=subnet_group.name,
    security_group_ids=["sg-0a1b2c3d4e5f67890"],
)
