"""Roles of the path: who may forward, start, beat, and escalate, and nothing else.

Sources: AWS Step Functions developer guide: policies for Amazon SNS, Amazon DynamoDB and X-Ray,
logging with Amazon CloudWatch Logs, data at rest encryption; EventBridge Scheduler user guide,
execution role; Amazon EventBridge user guide, roles of targets.
"""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.statements import (
    Conditions,
    Statement,
    document,
    from_account,
    service_trust,
)

_LOG_DELIVERY = (
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
)
_OF_EXECUTIONS = "kms:EncryptionContext:aws:states:stateMachineArn"
_TRACING = (
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
)


def make_role(
    host: BaselineComponent,
    word: str,
    service: str,
    statements: Sequence[Statement],
    boundary_arn: pulumi.Input[str] | None,
    *,
    pinned: bool,
) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
    """Make a service's role with one policy; ``pinned`` where the service names its account."""
    conditions = from_account(host.environment) if pinned else None
    role = aws.iam.Role(
        f"{host.name}-{word}",
        name=host.physical_name(f"incidents-{word}"),
        description=f"Incident path: {word}",
        assume_role_policy=document(service_trust(f"{service}.amazonaws.com", conditions)),
        permissions_boundary=boundary_arn,
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
    policy = aws.iam.RolePolicy(
        f"{host.name}-{word}",
        name=word,
        role=role.name,
        policy=document(*statements),
        opts=host.child(),
    )
    return role, policy


def put_events(*bus_arns: pulumi.Input[str]) -> Statement:
    """Allow to send events to these buses."""
    return Statement(sid="PutEvents", actions=["events:PutEvents"], resources=bus_arns)


def start(
    host: BaselineComponent, machine_arn: str, response_plan: pulumi.Input[str] | None
) -> list[Statement]:
    """Allow to start the escalation, and the incident of a response plan where there is one."""
    statements = [
        Statement(sid="Escalate", actions=["states:StartExecution"], resources=[machine_arn]),
        # Whoever starts an encrypted execution needs its key as well.
        _use_key(host, "EncryptInput", {_OF_EXECUTIONS: machine_arn}),
    ]
    if response_plan is not None:
        plan = Statement(
            sid="Respond", actions=["ssm-incidents:StartIncident"], resources=[response_plan]
        )
        statements.append(plan)
    return statements


def escalate(
    host: BaselineComponent,
    machine_arn: str,
    log_group_arn: str,
    table_arn: str,
    topic_arn: str,
) -> list[Statement]:
    """Allow what the state machine does, and what its logs, traces and encryption need."""
    region = host.environment.region
    via = [f"{service}.{region}.amazonaws.com" for service in ("dynamodb", "sns")]
    return [
        Statement(
            sid="Records",
            actions=["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
            resources=[table_arn],
        ),
        Statement(sid="TellManager", actions=["sns:Publish"], resources=[topic_arn]),
        _use_key(host, "EncryptRecordsAndMessages", {"kms:ViaService": via}),
        _use_key(host, "EncryptExecutions", {_OF_EXECUTIONS: machine_arn}),
        _use_key(host, "EncryptLogs", {"kms:EncryptionContext:SourceArn": log_group_arn}),
        # Neither log delivery nor tracing knows resources.
        Statement(sid="DeliverLogs", actions=_LOG_DELIVERY, resources=["*"]),
        Statement(sid="Trace", actions=_TRACING, resources=["*"]),
    ]


def _use_key(host: BaselineComponent, sid: str, held: dict[str, str | list[str]]) -> Statement:
    """Allow to use keys of the tenant, by their tag, so that the policy is known at preview."""
    conditions: Conditions = {
        "StringEquals": {"aws:ResourceTag/tenant": host.tenant_id, **held},
    }
    return Statement(
        sid=sid,
        actions=["kms:Decrypt", "kms:GenerateDataKey"],
        resources=[host.environment.arn("kms", "key/*")],
        conditions=conditions,
    )
