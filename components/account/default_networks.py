"""The network that AWS makes in every region of every account, shut."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.region_checks import region_problems, subset_problems
from soc2_baseline.core.errors import ConfigError


class DefaultNetworksArgs(TypedDict):
    """Arguments of :class:`DefaultNetworks`."""

    environment: EnvironmentArgs
    """The account; its region is one of ``regions``."""
    regions: list[str]
    """All regions that are enabled in the account."""
    regions_without: NotRequired[list[str]]
    """Regions where somebody deleted the default VPC; none by default, as in a new account. Taking
    over what is not there would make it again, so name each of them."""


@dataclass(frozen=True)
class DefaultNetworksPlan:
    """The checked arguments of DefaultNetworks."""

    environment: Environment
    regions: tuple[str, ...]


def resolve(args: DefaultNetworksArgs) -> DefaultNetworksPlan:
    """Check the arguments; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = "DefaultNetworks"
    args, environment, _ = placed(args, DefaultNetworksArgs, place)
    regions, without = args["regions"], args.get("regions_without", [])
    problems = [
        *region_problems(environment, regions, f"{place}: regions"),
        *subset_problems(without, regions, f"{place}: regions_without"),
    ]
    if problems:
        raise ConfigError(problems)
    return DefaultNetworksPlan(
        environment, tuple(region for region in regions if region not in without)
    )


class DefaultNetworks(BaselineComponent, area="account"):
    """The default VPC of every region, through which nothing passes any more (CC6.1, CC6.6).

    Takes over, in each enabled region, the default VPC with its security group, network ACL and
    route table, and removes every rule and every route: what is launched there by mistake reaches
    nothing and is reached by nobody, whether or not its subnet hands out a public address.
    Workloads that live in a default VPC lose their connections at once: move them first, or name
    the region in ``regions_without``.

    Costs:
        Nothing.

    Leaves out:
        Deleting the VPC, its subnets and its internet gateway, and the public addresses that its
        subnets hand out. Destroying it leaves all of them as they are, shut.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    vpc_ids: dict[str, pulumi.Output[str]]
    """Ids of the default VPCs, by region."""

    def __init__(
        self, name: str, args: DefaultNetworksArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        self.vpc_ids = {region: self._close(region) for region in plan.regions}
        self.finish({"vpcIds": self.vpc_ids})

    def _close(self, region: str) -> pulumi.Output[str]:
        name = f"{self.name}-{region}"
        vpc = aws.ec2.DefaultVpc(name, region=region, tags=self.tags, opts=self.child())
        aws.ec2.DefaultSecurityGroup(
            name, vpc_id=vpc.id, region=region, tags=self.tags, opts=self.child()
        )
        aws.ec2.DefaultNetworkAcl(
            name,
            default_network_acl_id=vpc.default_network_acl_id,
            region=region,
            tags=self.tags,
            # The default subnets belong to it; nobody wants them listed, or moved.
            opts=self.child(ignore_changes=["subnetIds"]),
        )
        aws.ec2.DefaultRouteTable(
            name,
            default_route_table_id=vpc.default_route_table_id,
            routes=[],
            region=region,
            tags=self.tags,
            opts=self.child(),
        )
        return vpc.id
