"""Flow logs and DNS query logs of a network (CC7.2)."""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import AUDIT_LOG_DAYS
from soc2_baseline.components.statements import Statement, document, from_account, service_trust

FLOW_AGGREGATION_SECONDS = 60
_FLOW_LOG = "aws:ec2/flowLog:FlowLog"
_QUERY_LOG = (
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig",
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
)


def log_flows(
    host: BaselineComponent,
    vpc: aws.ec2.Vpc,
    key_arn: pulumi.Input[str],
    boundary_arn: pulumi.Input[str] | None,
) -> aws.cloudwatch.LogGroup:
    """Write accepted and rejected flows of the VPC to a log group, minute by minute."""
    group = _group(host, "flow-logs", key_arn)
    role = _delivery_role(host, boundary_arn)
    if host.offers(_FLOW_LOG):
        aws.ec2.FlowLog(
            host.name,
            vpc_id=vpc.id,
            traffic_type="ALL",
            max_aggregation_interval=FLOW_AGGREGATION_SECONDS,
            log_destination_type="cloud-watch-logs",
            log_destination=group.arn,
            iam_role_arn=role.arn,
            tags=host.tags,
            opts=host.child(delete_before_replace=True),
        )
    return group


def log_queries(host: BaselineComponent, vpc: aws.ec2.Vpc, key_arn: pulumi.Input[str]) -> None:
    """Write the VPC's DNS queries to a log group, where Route 53 Resolver offers that.

    AWS itself adds delivery.logs.amazonaws.com to the account's resource policy for the group
    (CloudWatch Logs user guide: logs sent to CloudWatch Logs), so none is made here.
    """
    if not all(host.offers(token) for token in _QUERY_LOG):
        return
    group = _group(host, "dns", key_arn)
    config = aws.route53.ResolverQueryLogConfig(
        f"{host.name}-dns",
        name=host.physical_name(f"{host.name}-dns"),
        destination_arn=group.arn,
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
    aws.route53.ResolverQueryLogConfigAssociation(
        f"{host.name}-dns",
        resolver_query_log_config_id=config.id,
        resource_id=vpc.id,
        opts=host.child(delete_before_replace=True),
    )


def _group_name(host: BaselineComponent, kind: str) -> str:
    return f"/{host.tenant_id}/network/{kind}"


def _group(
    host: BaselineComponent, kind: str, key_arn: pulumi.Input[str]
) -> aws.cloudwatch.LogGroup:
    return aws.cloudwatch.LogGroup(
        f"{host.name}-{kind}",
        name=_group_name(host, kind),
        kms_key_id=key_arn,
        retention_in_days=AUDIT_LOG_DAYS,
        deletion_protection_enabled=host.environment.floors.protect or None,
        tags=host.tags,
        opts=host.stateful_child(),
    )


def _delivery_role(host: BaselineComponent, boundary_arn: pulumi.Input[str] | None) -> aws.iam.Role:
    environment = host.environment
    group = environment.arn("logs", f"log-group:{_group_name(host, 'flow-logs')}")
    role = aws.iam.Role(
        f"{host.name}-flow-logs",
        name=host.physical_name(f"{host.name}-flow-logs"),
        description="Delivers VPC flow logs to CloudWatch Logs",
        assume_role_policy=document(
            service_trust("vpc-flow-logs.amazonaws.com", from_account(environment))
        ),
        permissions_boundary=boundary_arn,
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
    write = Statement(
        sid="Write",
        actions=["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources=[group, f"{group}:*"],
    )
    find = Statement(
        sid="Find",
        actions=["logs:DescribeLogGroups"],
        resources=[environment.arn("logs", "log-group:*")],
    )
    aws.iam.RolePolicy(
        f"{host.name}-flow-logs",
        name="deliver",
        role=role.name,
        policy=document(write, find),
        opts=host.child(),
    )
    return role
