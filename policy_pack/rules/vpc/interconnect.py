"""Connections between networks: routes to peers, and acceptance of attachments."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    at,
    expect,
    is_true,
    items,
)
from soc2_baseline.policy_pack.rules.vpc.addresses import is_public

_GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
_SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService"
_ROUTE = "aws:ec2/route:Route"
_RANGES = ("cidrBlock", "ipv6CidrBlock", "destinationCidrBlock", "destinationIpv6CidrBlock")
_RANGE_OWNERS = ("ec2.Vpc", "ec2.Subnet", "ec2.VpcIpv4CidrBlockAssociation")


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == _GATEWAY:
        yield from expect(
            resource.at("autoAcceptSharedAttachments"),
            lambda mode: mode in (None, "", "disable"),
            "auto-accept",
            "the transit gateway automatically accepts attachments of other accounts",
        )
    elif resource.type == _SERVICE:
        yield from expect(
            resource.at("acceptanceRequired"),
            is_true,
            "acceptance",
            "the endpoint service lets consumers connect without acceptance",
        )
    elif resource.type == _ROUTE:
        yield from _route(resource.props, None)
    else:
        for route in items(resource.at("routes")):
            yield from _route(route, "routes")


def _route(route: Any, prop: str | None) -> Iterator[Finding]:
    peering = at(route, "vpcPeeringConnectionId")
    if peering is not UNKNOWN and peering in (None, ""):
        return
    for name in _RANGES:
        text = at(route, name)
        if text is not None:
            yield from expect(
                text,
                lambda text: not (isinstance(text, str) and is_public([text])),
                "route",
                "a route sends all traffic to a peered VPC",
                wire=Wire(prop or name, _RANGE_OWNERS),
            )


RULES = (
    ResourceRule(
        id="vpc-interconnect-guarded",
        types=(
            "ec2.Route",
            "ec2.RouteTable",
            "ec2.DefaultRouteTable",
            "ec2transitgateway.TransitGateway",
            "ec2.VpcEndpointService",
        ),
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="Routes to peered networks are narrow, and each connection is accepted manually.",
        fix='Narrow destination_cidr_block; set auto_accept_shared_attachments="disable" and '
        "acceptance_required=True.",
        keys={
            "route": "destination_cidr_block",
            "auto-accept": "auto_accept_shared_attachments",
            "acceptance": "acceptance_required",
        },
        why="With a connection for all traffic or any partner, attackers in the other network "
        "reach yours, and nobody decided that.",
        reference="Amazon VPC guides: peering, transit gateways, endpoint services; Security Hub "
        "EC2.23; checkov CKV_AWS_123, CKV_AWS_331, CKV2_AWS_44",
        judge=_judge,
    ),
)
