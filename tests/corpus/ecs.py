"""A Fargate service whose containers stay inside, log, and get secrets by reference."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/0a1b2c3d-0000-1111-2222-333344445555"
SECRET = f"arn:aws:secretsmanager:eu-central-1:{ACCOUNT}:secret:web-db-a1b2c3"

cluster = aws.ecs.Cluster(
    "web",
    settings=[{"name": "containerInsights", "value": "enhanced"}],
    configuration={
        "execute_command_configuration": {
            "kms_key_id": KEY,
            "logging": "OVERRIDE",
            "log_configuration": {
                "cloud_watch_log_group_name": "/ecs/sessions",
                "cloud_watch_encryption_enabled": True,
            },
        }
    },
)
container = {
    "name": "web",
    "image": f"{ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/prod/web:1.4.2",
    "essential": True,
    "privileged": False,
    "readonlyRootFilesystem": True,
    "user": "1000:1000",
    "portMappings": [{"containerPort": 8080}],
    "environment": [{"name": "STAGE", "value": "prod"}],
    "secrets": [{"name": "DB_PASSWORD", "valueFrom": SECRET}],
    "mountPoints": [{"sourceVolume": "uploads", "containerPath": "/uploads"}],
    "logConfiguration": {
        "logDriver": "awslogs",
        "options": {
            "awslogs-group": "/ecs/web",
            "awslogs-region": "eu-central-1",
            "awslogs-stream-prefix": "web",
        },
    },
}
task = aws.ecs.TaskDefinition(
    "web",
    family="web",
    requires_compatibilities=["FARGATE"],
    network_mode="awsvpc",
    cpu="256",
    memory="512",
    execution_role_arn=f"arn:aws:iam::{ACCOUNT}:role/web-execution",
    task_role_arn=f"arn:aws:iam::{ACCOUNT}:role/web",
    container_definitions=json.dumps([container]),
    volumes=[
        {
            "name": "uploads",
            "efs_volume_configuration": {
                "file_system_id": "fs-0a1b2c3d4e5f60718",
                "transit_encryption": "ENABLED",
                "authorization_config": {"iam": "ENABLED"},
            },
        }
    ],
)
aws.ecs.Service(
    "web",
    cluster=cluster.arn,
    task_definition=task.arn,
    launch_type="FARGATE",
    desired_count=2,
    enable_execute_command=True,
    network_configuration={
        "subnets": ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"],
        "security_groups": ["sg-0a1b2c3d4e5f60718"],
        "assign_public_ip": False,
    },
)
