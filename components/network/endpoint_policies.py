"""Services with VPC endpoints, and the policies of these endpoints."""

from collections.abc import Mapping

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.statements import Principals, Statement

GATEWAY_SERVICES = ("dynamodb", "s3")
DEFAULT_SERVICES = ("kms", "logs", "secretsmanager", "sts")
OFFERED_SERVICES: Mapping[str, str] = {
    "athena": "athena",
    "autoscaling": "autoscaling",
    "backup": "backup",
    "ec2": "ec2",
    "ec2messages": "ec2messages",
    "ecr.api": "ecr",
    "ecr.dkr": "ecr",
    "ecs": "ecs",
    "ecs-agent": "ecs",
    "ecs-telemetry": "ecs",
    "elasticfilesystem": "elasticfilesystem",
    "elasticloadbalancing": "elasticloadbalancing",
    "events": "events",
    "glue": "glue",
    "kinesis-firehose": "firehose",
    "kinesis-streams": "kinesis",
    "kms": "kms",
    "lambda": "lambda",
    "logs": "logs",
    "monitoring": "cloudwatch",
    "rds": "rds",
    "secretsmanager": "secretsmanager",
    "sns": "sns",
    "sqs": "sqs",
    "ssm": "ssm",
    "ssmmessages": "ssmmessages",
    "states": "states",
    "sts": "sts",
    "xray": "xray",
}
"""Interface endpoint services that support policies, with the prefix of their IAM actions."""


AWS_BUCKETS = (
    "prod-{region}-starport-layer-bucket",
    "al2023-repos-{region}-*",
    "amazonlinux-2-repos-{region}",
    "aws-ssm-{region}",
    "aws-ssm-document-attachments-{region}",
    "amazon-ssm-{region}",
    "amazon-ssm-packages-{region}",
    "{region}-birdwatcher-prod",
    "aws-patch-manager-{region}-*",
    "patch-baseline-snapshot-{region}",
)
"""Buckets of AWS from which instances and containers download: image layers of Amazon ECR, packages
of Amazon Linux, files of AWS Systems Manager (Amazon ECR user guide: interface VPC endpoints;
Amazon Linux user guide: package management; Systems Manager user guide: SSM Agent communications
with AWS managed S3 buckets). Traffic to them takes the gateway endpoint, not the NAT gateway.
"""


def endpoint_policy(environment: Environment, prefix: str) -> list[Statement]:
    """Build an endpoint's policy: principals and resources of this account only.

    Args:
        environment: account and region of the endpoint.
        prefix: the prefix of the service's IAM actions.
    """
    principal = {"aws:PrincipalAccount": environment.account_id}
    statements = [
        Statement(
            sid="OwnAccountOnly",
            principals=Principals(anyone=True),
            actions=[f"{prefix}:*"],
            resources=["*"],
            conditions={
                "StringEquals": {**principal, "aws:ResourceAccount": environment.account_id}
            },
        )
    ]
    if prefix == "sts":
        # The action has no resource, hence no aws:ResourceAccount.
        statements.append(
            Statement(
                sid="WhoAmI",
                principals=Principals(anyone=True),
                actions=["sts:GetCallerIdentity"],
                resources=["*"],
                conditions={"StringEquals": principal},
            )
        )
    if prefix == "s3":
        region = environment.region
        names = [f"{name.format(region=region)}/*" for name in AWS_BUCKETS]
        statements.append(
            Statement(
                sid="AwsBuckets",
                principals=Principals(anyone=True),
                actions=["s3:GetObject"],
                resources=[environment.arn("s3", name, region="", account="") for name in names],
            )
        )
    return statements
