"""Routes to the internet: edge by its gateway, app by NAT, data not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.network.acls import ANYWHERE
from soc2_baseline.components.network.addresses import NetworkTier

Subnets = Mapping[NetworkTier, Mapping[str, aws.ec2.Subnet]]
"""Subnets by tier and zone letter."""


@dataclass(frozen=True)
class Tables:
    """The route tables: one for edge, one for each zone of app, one for data."""

    edge: aws.ec2.RouteTable
    app: dict[str, aws.ec2.RouteTable]
    data: aws.ec2.RouteTable


def make_routes(
    host: BaselineComponent, vpc: aws.ec2.Vpc, subnets: Subnets, nat_letters: Sequence[str]
) -> Tables:
    """Make route tables, their routes, and the gateways that they lead to."""
    tables = Tables(
        edge=_table(host, vpc, "edge", NetworkTier.EDGE),
        app={
            letter: _table(host, vpc, f"app-{letter}", NetworkTier.APP)
            for letter in subnets[NetworkTier.APP]
        },
        data=_table(host, vpc, "data", NetworkTier.DATA),
    )
    _associate(host, tables, subnets)
    way_out = _internet_route(host, vpc, tables.edge)
    gateways = {
        letter: _nat(host, subnets[NetworkTier.EDGE][letter], letter, way_out)
        for letter in nat_letters
    }
    for letter, table in tables.app.items() if gateways else ():
        nearest = gateways.get(letter) or gateways[nat_letters[0]]
        aws.ec2.Route(
            f"{host.name}-app-{letter}",
            route_table_id=table.id,
            destination_cidr_block=ANYWHERE,
            nat_gateway_id=nearest.id,
            opts=host.child(),
        )
    return tables


def _table(
    host: BaselineComponent, vpc: aws.ec2.Vpc, key: str, tier: NetworkTier
) -> aws.ec2.RouteTable:
    return aws.ec2.RouteTable(
        f"{host.name}-{key}",
        vpc_id=vpc.id,
        tags={**host.tags, "Name": host.physical_name(key), "network-tier": tier.value},
        opts=host.child(),
    )


def _associate(host: BaselineComponent, tables: Tables, subnets: Subnets) -> None:
    for tier, by_letter in subnets.items():
        for letter, subnet in by_letter.items():
            table = tables.app[letter] if tier is NetworkTier.APP else getattr(tables, tier.value)
            aws.ec2.RouteTableAssociation(
                f"{host.name}-{tier.value}-{letter}",
                subnet_id=subnet.id,
                route_table_id=table.id,
                opts=host.child(),
            )


def _internet_route(
    host: BaselineComponent, vpc: aws.ec2.Vpc, table: aws.ec2.RouteTable
) -> aws.ec2.Route:
    gateway = aws.ec2.InternetGateway(host.name, vpc_id=vpc.id, tags=host.tags, opts=host.child())
    return aws.ec2.Route(
        f"{host.name}-edge",
        route_table_id=table.id,
        destination_cidr_block=ANYWHERE,
        gateway_id=gateway.id,
        opts=host.child(),
    )


def _nat(
    host: BaselineComponent, subnet: aws.ec2.Subnet, letter: str, way_out: aws.ec2.Route
) -> aws.ec2.NatGateway:
    tags = {**host.tags, "Name": host.physical_name(f"nat-{letter}")}
    address = aws.ec2.Eip(
        f"{host.name}-nat-{letter}", domain="vpc", tags=tags, opts=host.child(depends_on=[way_out])
    )
    return aws.ec2.NatGateway(
        f"{host.name}-nat-{letter}",
        subnet_id=subnet.id,
        allocation_id=address.id,
        tags=tags,
        opts=host.child(depends_on=[way_out]),
    )
