"""A registry of images that scans them, and a repository that keeps its tags."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

key = aws.kms.Key(
    "images",
    description="Container images",
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
repository = aws.ecr.Repository(
    "web",
    name="prod/web",
    image_tag_mutability="IMMUTABLE",
    image_scanning_configuration={"scan_on_push": True},
    encryption_configurations=[{"encryption_type": "KMS", "kms_key": key.arn}],
)
aws.ecr.RepositoryPolicy(
    "web",
    repository=repository.name,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "PullFromTheProductionAccount",
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                    "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                }
            ],
        }
    ),
)
aws.ecr.LifecyclePolicy(
    "web",
    repository=repository.name,
    policy=json.dumps(
        {
            "rules": [
                {
                    "rulePriority": 1,
                    "description": "Untagged images go after two weeks",
                    "selection": {
                        "tagStatus": "untagged",
                        "countType": "sinceImagePushed",
                        "countUnit": "days",
                        "countNumber": 14,
                    },
                    "action": {"type": "expire"},
                }
            ]
        }
    ),
)
aws.ecr.RegistryScanningConfiguration(
    "registry",
    scan_type="ENHANCED",
    rules=[
        {
            "scan_frequency": "CONTINUOUS_SCAN",
            "repository_filters": [{"filter": "payments/*", "filter_type": "WILDCARD"}],
        }
    ],
)
