"""A private instance that Systems Manager manages, with encrypted volumes."""

import json

import pulumi_aws as aws

SUBNET = "subnet-0a1b2c3d4e5f60718"
BOOT = """#!/bin/bash
dnf install -y amazon-cloudwatch-agent
PASSWORD=$(aws secretsmanager get-secret-value --secret-id app --query SecretString)
systemctl start app
"""

trust = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "ec2.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
role = aws.iam.Role("app", assume_role_policy=json.dumps(trust))
aws.iam.RolePolicyAttachment(
    "managed",
    role=role.name,
    policy_arn="arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
)
profile = aws.iam.InstanceProfile("app", role=role.name)

aws.ec2.Instance(
    "app",
    ami="ami-0a1b2c3d4e5f60718",
    instance_type="t3.small",
    subnet_id=SUBNET,
    vpc_security_group_ids=["sg-0a1b2c3d4e5f60718"],
    iam_instance_profile=profile.name,
    monitoring=True,
    associate_public_ip_address=False,
    user_data=BOOT,
    metadata_options={"http_tokens": "required", "http_put_response_hop_limit": 1},
    root_block_device={"encrypted": True, "volume_type": "gp3"},
    ebs_block_devices=[
        {
            "device_name": "/dev/sdf",
            "volume_size": 50,
            "delete_on_termination": True,
            "encrypted": True,
        }
    ],
)
