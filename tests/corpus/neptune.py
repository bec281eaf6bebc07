"""A Neptune cluster with IAM authentication and an audit log."""

import pulumi_aws as aws

KEY = "arn:aws:kms:eu-central-1:111122223333:key/11112222-3333-4444-5555-666677778888"

subnet_group = aws.neptune.SubnetGroup(
    "relations", subnet_ids=["subnet-0a1b2c3d4e5f67890", "subnet-0b1c2d3e4f5a67890"]
)
parameters = aws.neptune.ClusterParameterGroup(
    "relations",
    family="neptune1.4",
    parameters=[{"name": "neptune_enable_audit_log", "value": "1"}],
)
cluster = aws.neptune.Cluster(
    "relations",
    cluster_identifier="relations",
    engine="neptune",
    storage_encrypted=True,
    kms_key_arn=KEY,
    iam_database_authentication_enabled=True,
    neptune_subnet_group_name=subnet_group.name,
    neptune_cluster_parameter_group_name=parameters.name,
    vpc_security_group_ids=["sg-0a1b2c3d4e5f67890"],
    backup_retention_period=14,
    copy_tags_to_snapshot=True,
    deletion_protection=True,
    final_snapshot_identifier="relations-last",
    enable_cloudwatch_logs_exports=["audit"],
)
for number in range(2):
    aws.neptune.ClusterInstance(
        f"relations-{number}",
        cluster_identifier=cluster.id,
        instance_class="db.r6g.large",
        publicly_accessible=False,
        auto_minor_version_upgrade=True,
    )
