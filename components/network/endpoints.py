"""Private ways to AWS services that lead nowhere but to this account (CC6.6, CC6.7)."""

from collections.abc import Sequence
from ipaddress import IPv4Network

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.network.acls import HTTPS
from soc2_baseline.components.network.endpoint_policies import (
    GATEWAY_SERVICES,
    IMAGES_SERVICE,
    OFFERED_SERVICES,
    endpoint_policy,
)
from soc2_baseline.components.statements import Statement, document

_TYPE = "aws:ec2/vpcEndpoint:VpcEndpoint"


def make_endpoints(
    host: BaselineComponent,
    vpc: aws.ec2.Vpc,
    network: IPv4Network,
    services: Sequence[str],
    *,
    route_table_ids: Sequence[pulumi.Input[str]],
    subnet_ids: Sequence[pulumi.Input[str]],
) -> aws.ec2.SecurityGroup:
    """Make gateway endpoints on private route tables, and interface endpoints in the app tier."""
    group = _security_group(host, vpc, network)
    if not host.offers(_TYPE):
        return group
    for service in GATEWAY_SERVICES:
        images = service == "s3" and IMAGES_SERVICE in services
        policy = endpoint_policy(host.environment, service, images=images)
        _gateway_endpoint(host, vpc, service, policy, route_table_ids)
    for service in services:
        policy = endpoint_policy(host.environment, OFFERED_SERVICES[service])
        _interface_endpoint(host, vpc, service, policy, subnet_ids, group)
    return group


def _gateway_endpoint(
    host: BaselineComponent,
    vpc: aws.ec2.Vpc,
    service: str,
    policy: Sequence[Statement],
    route_table_ids: Sequence[pulumi.Input[str]],
) -> None:
    aws.ec2.VpcEndpoint(
        f"{host.name}-{service}",
        vpc_id=vpc.id,
        vpc_endpoint_type="Gateway",
        service_name=_service_name(host, service),
        route_table_ids=route_table_ids,
        policy=document(*policy),
        tags=_tags(host, service),
        # A second endpoint for a service would collide with the routes of the first.
        opts=host.child(delete_before_replace=True),
    )


def _interface_endpoint(
    host: BaselineComponent,
    vpc: aws.ec2.Vpc,
    service: str,
    policy: Sequence[Statement],
    subnet_ids: Sequence[pulumi.Input[str]],
    group: aws.ec2.SecurityGroup,
) -> None:
    aws.ec2.VpcEndpoint(
        f"{host.name}-{service}",
        vpc_id=vpc.id,
        vpc_endpoint_type="Interface",
        service_name=_service_name(host, service),
        private_dns_enabled=True,
        subnet_ids=subnet_ids,
        security_group_ids=[group.id],
        policy=document(*policy),
        tags=_tags(host, service),
        # A second endpoint for a service would collide with the DNS names of the first.
        opts=host.child(delete_before_replace=True),
    )


def _service_name(host: BaselineComponent, service: str) -> str:
    return f"com.amazonaws.{host.environment.region}.{service}"


def _tags(host: BaselineComponent, service: str) -> dict[str, str]:
    return {**host.tags, "Name": host.physical_name(service)}


def _security_group(
    host: BaselineComponent, vpc: aws.ec2.Vpc, network: IPv4Network
) -> aws.ec2.SecurityGroup:
    description = f"HTTPS from {network} to interface endpoints"
    group = aws.ec2.SecurityGroup(
        f"{host.name}-endpoints",
        description=f"Interface endpoints of {host.tenant_id}",
        vpc_id=vpc.id,
        tags={**host.tags, "Name": host.physical_name("endpoints")},
        opts=host.child(),
    )
    aws.vpc.SecurityGroupIngressRule(
        f"{host.name}-endpoints",
        security_group_id=group.id,
        description=description,
        ip_protocol="tcp",
        from_port=HTTPS,
        to_port=HTTPS,
        cidr_ipv4=str(network),
        tags=host.tags,
        opts=host.child(),
    )
    return group
