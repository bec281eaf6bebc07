"""A DocumentDB cluster that audits what it is asked."""

import pulumi_aws as aws

KEY = "arn:aws:kms:eu-central-1:111122223333:key/11112222-3333-4444-5555-666677778888"

subnet_group = aws.docdb.SubnetGroup(
    "catalogue", subnet_ids=["subnet-0a1b2c3d4e5f67890", "subnet-0b1c2d3e4f5a67890"]
)
parameters = aws.docdb.ClusterParameterGroup(
    "catalogue",
    family="docdb5.0",
    parameters=[
        {"name": "tls", "value": "tls1.2+"},
        {"name": "audit_logs", "value": "enabled"},
    ],
)
cluster = aws.docdb.Cluster(
    "catalogue",
    cluster_identifier="catalogue",
    engine="docdb",
    engine_version="5.0.0",
    master_username="keeper",
    manage_master_user_password=True,
    storage_encrypted=True,
    kms_key_id=KEY,
    db_subnet_group_name=subnet_group.name,
    db_cluster_parameter_group_name=parameters.name,
    vpc_security_group_ids=["sg-0a1b2c3d4e5f67890"],
    backup_retention_period=14,
    preferred_backup_window="01:00-02:00",
    deletion_protection=True,
    final_snapshot_identifier="catalogue-last",
    enabled_cloudwatch_logs_exports=["audit", "profiler"],
)
for number in range(2):
    aws.docdb.ClusterInstance(
        f"catalogue-{number}",
        cluster_identifier=cluster.id,
        instance_class="db.r6g.large",
        copy_tags_to_snapshot=True,
    )
