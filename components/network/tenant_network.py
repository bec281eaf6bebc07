"""A tenant's own network with an edge, an app and a data tier."""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.network.acls import make_acls
from soc2_baseline.components.network.addresses import NetworkTier
from soc2_baseline.components.network.endpoints import make_endpoints
from soc2_baseline.components.network.logs import log_flows, log_queries
from soc2_baseline.components.network.routes import Tables, make_routes
from soc2_baseline.components.network.tenant_network_args import (
    Egress,
    TenantNetworkArgs,
    TenantNetworkPlan,
    resolve,
)

__all__ = ["Egress", "TenantNetwork", "TenantNetworkArgs", "resolve"]


class TenantNetwork(BaselineComponent, area="network"):
    """A VPC whose data tier has no route to the internet (CC6.1, CC6.6, CC6.7, CC7.2, A1.2).

    Provisions the VPC over all zones of the environment, a subnet per tier and zone, the internet
    gateway, NAT gateways, route tables, a network ACL per tier, endpoints and logs. Protected by
    default: public addresses are not assigned automatically; from the internet only HTTPS reaches
    the edge tier, and only responses reach the app tier, never on a port of remote administration;
    only HTTPS leaves; AWS services are reached by endpoints restricted to this account's principals
    and resources; the default security group and ACL of the VPC deny everything; flows and DNS
    queries are logged, encrypted, for 400 days; one NAT gateway in each zone under stage and prod.
    Adding a zone does not move any subnet.

    Costs:
        By the hour, one NAT gateway for each of its zones and one interface endpoint per service
        and zone, and the traffic through both; flow logs by volume.

    Leaves out:
        Inspection of traffic, IPv6, connections to other networks. The endpoints do not serve
        resources of other accounts, except for AWS's own buckets of image layers, packages and
        patches. In a /24 the edge subnets have 16 addresses, fewer than AWS requires for an
        application load balancer.

    Raises:
        ConfigError: each argument that is unknown, missing or out of bounds.
    """

    vpc_id: pulumi.Output[str]
    """The VPC's id."""
    subnet_ids: dict[str, list[pulumi.Output[str]]]
    """Ids of the subnets by tier (edge, app, data), in the order of the zones."""
    route_table_ids: dict[str, list[pulumi.Output[str]]]
    """Ids of the route tables by tier: one for edge, one per zone for app, one for data."""
    endpoint_security_group_id: pulumi.Output[str]
    """The security group of the interface endpoints."""
    flow_log_group_name: pulumi.Output[str]
    """The log group of the flow logs."""

    def __init__(
        self, name: str, args: TenantNetworkArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, plan.tenant, opts)
        vpc = self._make_vpc(plan)
        subnets = self._make_subnets(plan, vpc)
        ids = {tier: [s.id for s in by_letter.values()] for tier, by_letter in subnets.items()}
        tables = make_routes(self, vpc, subnets, plan.nat_letters)
        make_acls(self, vpc, plan.network, ids, nat=bool(plan.nat_letters))
        flow_logs = log_flows(self, vpc, plan.key_arn, plan.boundary_arn)
        log_queries(self, vpc, plan.key_arn)
        endpoint_group = make_endpoints(
            self,
            vpc,
            plan.network,
            plan.services,
            route_table_ids=[table.id for table in (*tables.app.values(), tables.data)],
            subnet_ids=ids[NetworkTier.APP],
        )
        self.vpc_id = vpc.id
        self.subnet_ids = {tier.value: tier_ids for tier, tier_ids in ids.items()}
        self.route_table_ids = _table_ids(tables)
        self.endpoint_security_group_id = endpoint_group.id
        self.flow_log_group_name = flow_logs.name
        self.finish(
            {
                "vpcId": self.vpc_id,
                "subnetIds": self.subnet_ids,
                "routeTableIds": self.route_table_ids,
                "endpointSecurityGroupId": self.endpoint_security_group_id,
                "flowLogGroupName": self.flow_log_group_name,
            }
        )

    def _make_vpc(self, plan: TenantNetworkPlan) -> aws.ec2.Vpc:
        vpc = aws.ec2.Vpc(
            self.name,
            cidr_block=str(plan.network),
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags={**self.tags, "Name": self.physical_name(self.name)},
            opts=self.child(),
        )
        if self.offers("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"):
            aws.ec2.DefaultSecurityGroup(
                f"{self.name}-default", vpc_id=vpc.id, tags=self.tags, opts=self.child()
            )
        return vpc

    def _make_subnets(
        self, plan: TenantNetworkPlan, vpc: aws.ec2.Vpc
    ) -> dict[NetworkTier, dict[str, aws.ec2.Subnet]]:
        subnets: dict[NetworkTier, dict[str, aws.ec2.Subnet]] = {tier: {} for tier in NetworkTier}
        for subnet in plan.subnets:
            subnets[subnet.tier][subnet.letter] = aws.ec2.Subnet(
                f"{self.name}-{subnet.key}",
                vpc_id=vpc.id,
                availability_zone=f"{self.environment.region}{subnet.letter}",
                cidr_block=str(subnet.cidr),
                map_public_ip_on_launch=False,
                tags={
                    **self.tags,
                    "Name": self.physical_name(subnet.key),
                    "network-tier": subnet.tier.value,
                },
                # Two subnets cannot have the same range at once.
                opts=self.child(delete_before_replace=True),
            )
        return subnets


def _table_ids(tables: Tables) -> dict[str, list[pulumi.Output[str]]]:
    return {
        NetworkTier.EDGE.value: [tables.edge.id],
        NetworkTier.APP.value: [table.id for table in tables.app.values()],
        NetworkTier.DATA.value: [tables.data.id],
    }
