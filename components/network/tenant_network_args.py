"""The arguments of a tenant's network, and the plan that follows from them."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network
from typing import NotRequired, TypedDict

import pulumi

from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.network.addresses import (
    SubnetPlan,
    network_problems,
    plan_subnets,
    read_network,
)
from soc2_baseline.components.network.endpoint_policies import DEFAULT_SERVICES, OFFERED_SERVICES
from soc2_baseline.components.placement import placed
from soc2_baseline.components.tenant import Tenant, TenantArgs
from soc2_baseline.core.errors import ConfigError


class Egress(StrEnum):
    """The ways of the app tier to the internet."""

    NAT = "NAT"
    NONE = "NONE"


class TenantNetworkArgs(TypedDict):
    """Arguments of :class:`TenantNetwork`."""

    environment: EnvironmentArgs
    """The network's environment; its zones are the network's."""
    tenant: NotRequired[TenantArgs]
    """The tenant that the network belongs to, with its range; left out for the shared network."""
    cidr: NotRequired[str]
    """The shared network's private IPv4 range, /16 to /24; a tenant brings its own."""
    key_arn: pulumi.Input[str]
    """The customer key that encrypts flow and DNS logs."""
    egress: NotRequired[Egress]
    """The way of the app tier to the internet; by NAT where left out."""
    endpoints: NotRequired[list[str]]
    """Interface endpoints beside kms, logs, secretsmanager and sts, such as ``ecr.dkr``."""
    single_nat_exception: NotRequired[str]
    """The exception (rule ``vpc-multi-az``) that allows one NAT gateway in stage or prod."""
    boundary_arn: NotRequired[pulumi.Input[str]]
    """The permissions boundary of the role that delivers flow logs."""


@dataclass(frozen=True)
class TenantNetworkPlan:
    """The checked arguments of TenantNetwork."""

    environment: Environment
    tenant: Tenant | None
    network: IPv4Network
    subnets: tuple[SubnetPlan, ...]
    nat_letters: tuple[str, ...]
    services: tuple[str, ...]
    key_arn: pulumi.Input[str]
    boundary_arn: pulumi.Input[str] | None


def resolve(args: TenantNetworkArgs) -> TenantNetworkPlan:
    """Check the arguments and fill in the defaults; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    args, environment, tenant = placed(args, TenantNetworkArgs, "TenantNetwork")
    problems = _problems(args, environment, tenant)
    if problems:
        raise ConfigError(problems)
    network = tenant.cidr if tenant else read_network(args["cidr"])
    extra = set(args.get("endpoints") or ()) - set(DEFAULT_SERVICES)
    return TenantNetworkPlan(
        environment=environment,
        tenant=tenant,
        network=network,
        subnets=plan_subnets(network, environment.zones),
        nat_letters=_nat_letters(args, environment),
        services=(*DEFAULT_SERVICES, *sorted(extra)),
        key_arn=args["key_arn"],
        boundary_arn=args.get("boundary_arn"),
    )


def _nat_letters(args: TenantNetworkArgs, environment: Environment) -> tuple[str, ...]:
    if args.get("egress", Egress.NAT) == Egress.NONE:
        return ()
    if environment.floors.nat_per_zone and not args.get("single_nat_exception"):
        return environment.zones
    return (min(environment.zones),)


def _problems(
    args: TenantNetworkArgs, environment: Environment, tenant: Tenant | None
) -> list[str]:
    problems = []
    cidr = args.get("cidr")
    if tenant and cidr:
        problems.append(f"TenantNetwork: cidr {cidr!r}; accepted is none beside a tenant's own")
    elif not tenant and not cidr:
        problems.append("TenantNetwork: cidr is missing; without a tenant it is needed")
    else:
        asked = str(tenant.cidr) if tenant else str(cidr)
        problems += network_problems("TenantNetwork: cidr", asked, environment.zones)
    problems += [
        f"TenantNetwork: endpoints {service!r}; accepted are {', '.join(OFFERED_SERVICES)}"
        for service in args.get("endpoints") or ()
        if service not in OFFERED_SERVICES
    ]
    exception = args.get("single_nat_exception")
    if exception:
        argument = "TenantNetwork: single_nat_exception"
        problems += environment.check_exception(exception, "vpc-multi-az", argument)
    return problems
