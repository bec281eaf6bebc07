"""Two networks of other stacks, joined by a transit gateway, and a third one peered."""

import pulumi_aws as aws

MAIN, PARTNER = "vpc-0a1b2c3d4e5f67890", "vpc-0fedcba9876543210"
SUBNETS = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]

gateway = aws.ec2transitgateway.TransitGateway(
    "backbone",
    description="Backbone",
    auto_accept_shared_attachments="disable",
    default_route_table_association="disable",
    default_route_table_propagation="disable",
)
aws.ec2transitgateway.VpcAttachment(
    "main", transit_gateway_id=gateway.id, vpc_id=MAIN, subnet_ids=SUBNETS
)
peering = aws.ec2.VpcPeeringConnection(
    "partner", vpc_id=MAIN, peer_vpc_id=PARTNER, peer_owner_id="444455556666", auto_accept=False
)
table = aws.ec2.RouteTable(
    "main",
    vpc_id=MAIN,
    routes=[
        {"cidr_block": "10.30.0.0/16", "transit_gateway_id": gateway.id},
        {"cidr_block": "10.40.8.0/24", "vpc_peering_connection_id": peering.id},
    ],
)
aws.ec2.Route(
    "partner-reports",
    route_table_id=table.id,
    destination_cidr_block="10.40.9.0/24",
    vpc_peering_connection_id=peering.id,
)
