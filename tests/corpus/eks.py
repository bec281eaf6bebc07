"""A Kubernetes cluster with a private endpoint, its nodes, and one key for its secrets."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
SUBNETS = ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"]

key = aws.kms.Key(
    "secrets",
    description="Kubernetes secrets",
    enable_key_rotation=True,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                }
            ],
        }
    ),
)
cluster = aws.eks.Cluster(
    "main",
    role_arn=f"arn:aws:iam::{ACCOUNT}:role/eks-cluster",
    version="1.35",
    vpc_config={
        "subnet_ids": SUBNETS,
        "endpoint_private_access": True,
        "endpoint_public_access": True,
        "public_access_cidrs": ["198.51.100.0/24"],
    },
    access_config={"authentication_mode": "API"},
    encryption_config={"resources": ["secrets"], "provider": {"key_arn": key.arn}},
    enabled_cluster_log_types=["api", "audit", "authenticator", "controllerManager", "scheduler"],
    deletion_protection=True,
)
template = aws.ec2.LaunchTemplate(
    "nodes",
    monitoring={"enabled": True},
    metadata_options={"http_tokens": "required", "http_put_response_hop_limit": 2},
    block_device_mappings=[
        {"device_name": "/dev/xvda", "ebs": {"encrypted": "true", "volume_size": 50}}
    ],
)
aws.eks.NodeGroup(
    "main",
    cluster_name=cluster.name,
    node_role_arn=f"arn:aws:iam::{ACCOUNT}:role/eks-nodes",
    subnet_ids=SUBNETS,
    scaling_config={"min_size": 2, "max_size": 6, "desired_size": 2},
    launch_template={"id": template.id, "version": "1"},
)
aws.eks.NodeGroup(
    "reachable",
    cluster_name=cluster.name,
    node_role_arn=f"arn:aws:iam::{ACCOUNT}:role/eks-nodes",
    subnet_ids=SUBNETS,
    scaling_config={"min_size": 1, "max_size": 1, "desired_size": 1},
    remote_access={
        "ec2_ssh_key": "operators",
        "source_security_group_ids": ["sg-0a1b2c3d4e5f60718"],
    },
)
