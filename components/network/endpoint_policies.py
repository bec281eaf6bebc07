"""AWS services with endpoints, and the policies of those endpoints."""

from collections.abc import Mapping

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.statements import Principals, Statement

GATEWAY_SERVICES = ("dynamodb", "s3")
DEFAULT_SERVICES = ("kms", "logs", "secretsmanager", "sts")
IMAGES_SERVICE = "ecr.dkr"
OFFERED_SERVICES: Mapping[str, str] = {
    "athena": "athena",
    "autoscaling": "autoscaling",
    "backup": "backup",
    "ec2": "ec2",
    "ec2messages": "ec2messages",
    "ecr.api": "ecr",
    IMAGES_SERVICE: "ecr",
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
"""Interface endpoint services that take a policy, and the prefix of their IAM actions."""


def endpoint_policy(
    environment: Environment, prefix: str, *, images: bool = False
) -> list[Statement]:
    """Return an endpoint's statements: principals and resources of this account only.

    Args:
        environment: where the endpoint is.
        prefix: the prefix of the service's IAM actions.
        images: whether image layers pass that Amazon ECR keeps in S3.
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
        # Speaks of no resource, hence has no account of one.
        statements.append(
            Statement(
                sid="WhoAmI",
                principals=Principals(anyone=True),
                actions=["sts:GetCallerIdentity"],
                resources=["*"],
                conditions={"StringEquals": principal},
            )
        )
    if images:
        # Amazon ECR keeps image layers in a bucket of its own and hands out links that it signed
        # itself (Amazon ECR user guide: interface VPC endpoints).
        layers = f"prod-{environment.region}-starport-layer-bucket/*"
        statements.append(
            Statement(
                sid="ImageLayers",
                principals=Principals(anyone=True),
                actions=["s3:GetObject"],
                resources=[environment.arn("s3", layers, region="", account="")],
            )
        )
    return statements
