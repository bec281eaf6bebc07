"""Joins through a transit gateway: associations and propagations of its route tables.

Source: Amazon VPC, AWS Transit Gateways: how transit gateways work; route table association and
propagation. Traffic of an attachment uses the table that it is associated with, and reaches the
attachments that are propagated into it, or that its static routes name.
"""

from collections.abc import Iterator, Mapping

from soc2_baseline.policy_pack.kit import UNKNOWN, Resource, StackGraph

_TABLE = "transitGatewayRouteTableId"
_ATTACHMENT = "transitGatewayAttachmentId"
_OF_TABLE = "ec2transitgateway.RouteTable"
_OF_VPC = "ec2transitgateway.VpcAttachment"


def propagated(graph: StackGraph) -> Mapping[str, list[tuple[str, Resource]]]:
    """Return joins that no property shows: URN of a route table or gateway, to its targets."""
    found: dict[str, list[tuple[str, Resource]]] = {}
    for table, attachment in _into_tables(graph):
        found.setdefault(table.urn, []).append(("propagation", attachment))
    for gateway, attachment in _by_default(graph):
        found.setdefault(gateway.urn, []).append(("default propagation", attachment))
    return found


def routed(resource: Resource, prop: str) -> bool:
    """Return whether a property leads on; an attachment without an association does not."""
    return prop != "transitGatewayId" or not _off(
        resource, "transitGatewayDefaultRouteTableAssociation"
    )


def _into_tables(graph: StackGraph) -> Iterator[tuple[Resource, Resource]]:
    for entry in graph.of("ec2transitgateway.RouteTablePropagation", "ec2transitgateway.Route"):
        for table in graph.targets(entry, _TABLE, _OF_TABLE):
            for attachment in graph.targets(entry, _ATTACHMENT, _OF_VPC):
                yield table, attachment


def _by_default(graph: StackGraph) -> Iterator[tuple[Resource, Resource]]:
    for attachment in graph.of(_OF_VPC):
        if _off(attachment, "transitGatewayDefaultRouteTablePropagation"):
            continue
        for gateway in graph.targets(
            attachment, "transitGatewayId", "ec2transitgateway.TransitGateway"
        ):
            if not any(
                _off(gateway, prop)
                for prop in ("defaultRouteTablePropagation", "defaultRouteTableAssociation")
            ):
                yield gateway, attachment


def _off(resource: Resource, prop: str) -> bool:
    value = resource.at(prop)
    return value is not UNKNOWN and value in (False, "false", "disable")
