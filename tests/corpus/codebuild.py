"""A build that a pipeline's reviewers started: unprivileged, logged, secrets by reference."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"

role = aws.iam.Role(
    "build",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "codebuild.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
                }
            ],
        }
    ),
)
group = aws.cloudwatch.LogGroup(
    "build", name="/builds/orders", retention_in_days=400, kms_key_id=KEY
)
aws.codebuild.Project(
    "orders",
    service_role=role.arn,
    encryption_key=KEY,
    source={
        "type": "GITHUB",
        "location": "https://github.com/example/orders.git",
        "buildspec": "buildspec.yaml",
    },
    artifacts={"type": "S3", "location": "example-artifacts", "encryption_disabled": False},
    environment={
        "type": "LINUX_CONTAINER",
        "compute_type": "BUILD_GENERAL1_SMALL",
        "image": "aws/codebuild/amazonlinux-x86_64-standard:5.0",
        "privileged_mode": False,
        "environment_variables": [
            {"name": "STAGE", "value": "prod"},
            {"name": "INDEX_TOKEN", "value": "builds/index:token", "type": "SECRETS_MANAGER"},
        ],
    },
    logs_config={
        "cloudwatch_logs": {"status": "ENABLED", "group_name": group.name},
        "s3_logs": {"status": "ENABLED", "location": "example-build-logs/orders"},
    },
)
