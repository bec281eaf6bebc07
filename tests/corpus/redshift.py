"""A Redshift cluster in private subnets whose audit log goes to CloudWatch."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
SUBNETS = ["subnet-0a1b2c3d4e5f67890", "subnet-0b1c2d3e4f5a67890"]

owner = {
    "Sid": "EnableIamPolicies",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "sales",
    description="Sales warehouse",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
subnet_group = aws.redshift.SubnetGroup("sales", subnet_ids=SUBNETS)
parameters = aws.redshift.ParameterGroup(
    "sales",
    family="redshift-1.0",
    parameters=[
        {"name": "require_ssl", "value": "true"},
        {"name": "enable_user_activity_logging", "value": "true"},
    ],
)
cluster = aws.redshift.Cluster(
    "sales",
    cluster_identifier="sales",
    node_type="ra3.large",
    cluster_type="multi-node",
    number_of_nodes=2,
    database_name="sales",
    master_username="keeper",
    manage_master_password=True,
    encrypted="true",
    kms_key_id=key.arn,
    publicly_accessible=False,
    enhanced_vpc_routing=True,
    cluster_subnet_group_name=subnet_group.name,
    vpc_security_group_ids=["sg-0a1b2c3d4e5f67890"],
    cluster_parameter_group_name=parameters.name,
    automated_snapshot_retention_period=35,
    allow_version_upgrade=True,
    final_snapshot_identifier="sales-last",
)
aws.redshift.Logging(
    "sales",
    cluster_identifier=cluster.id,
    log_destination_type="cloudwatch",
    log_exports=["connectionlog", "userlog", "useractivitylog"],
)
namespace = aws.redshiftserverless.Namespace(
    "ad-hoc",
    namespace_name="ad-hoc",
    db_name="questions",
    admin_username="keeper",
    manage_admin_password=True,
    kms_key_id=key.arn,
    log_exports=["connectionlog", "userlog"],
)
aws.redshiftserverless.Workgroup(
    "ad-hoc",
    namespace_name=namespace.namespace_name,
    workgroup_name="ad-hoc",
    subnet_ids=[*SUBNETS, "subnet-0c1d2e3f4a5b67890"],
    publicly_accessible=False,
    enhanced_vpc_routing=True,
    config_parameters=[{"parameter_key": "require_ssl", "parameter_value": "true"}],
)
