"""Cases of the rule about the subnets that databases live in."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
SUBNET = made("ec2.Subnet", "one")
TABLE = made("ec2.RouteTable", "table")
GATEWAY = made("ec2.InternetGateway", "gate")
ASSOCIATION = wired(
    made("ec2.RouteTableAssociation", subnetId=UNKNOWN, routeTableId=UNKNOWN),
    subnetId=SUBNET,
    routeTableId=TABLE,
)
GROUP = wired(made("rds.SubnetGroup", "group", subnetIds=[UNKNOWN]), subnetIds=SUBNET)
VPC = made("ec2.Vpc", "vpc")


def route(gate: Any = None, to: Resource | None = None, **props: Any) -> Resource:
    one = wired(made("ec2.Route", "out", gatewayId=gate, **props), routeTableId=TABLE)
    return wired(one, gatewayId=to) if to else one


CASES: dict[str, tuple[Case, ...]] = {
    "rds-private-subnets": (
        good(made("rds.SubnetGroup", subnetIds=["subnet-1", "subnet-2"])).named("another stack's"),
        good(made("rds.SubnetGroup", subnetIds=UNKNOWN)),
        good(GROUP, SUBNET, TABLE, ASSOCIATION),
        good(GROUP, SUBNET, TABLE, ASSOCIATION, GATEWAY, route(natGatewayId="nat-1")),
        good(
            GROUP,
            SUBNET,
            TABLE,
            ASSOCIATION,
            route(UNKNOWN, made("ec2.VpnGateway", "vpn")),
            made("ec2.VpnGateway", "vpn"),
        ),
        bad("internet", GROUP, SUBNET, TABLE, ASSOCIATION, GATEWAY, route(UNKNOWN, GATEWAY)),
        bad("internet", GROUP, SUBNET, TABLE, ASSOCIATION, route("igw-1")),
        bad(
            "internet",
            GROUP,
            SUBNET,
            made("ec2.RouteTable", "table", routes=[{"gatewayId": "igw-1"}]),
            ASSOCIATION,
        ).named("inline route"),
        bad(
            "internet",
            made("redshift.SubnetGroup", "group", subnetIds=["subnet-1"]),
            made("ec2.Subnet", "one", id="subnet-1", vpcId="vpc-1"),
            made("ec2.Vpc", "vpc", id="vpc-1"),
            made("ec2.MainRouteTableAssociation", vpcId="vpc-1", routeTableId="rtb-1"),
            made("ec2.RouteTable", "table", id="rtb-1"),
            made("ec2.Route", routeTableId="rtb-1", gatewayId="igw-1"),
        ).named("by ids, through the main table"),
        bad(
            "internet",
            wired(made("elasticache.SubnetGroup", "group", subnetIds=[UNKNOWN]), subnetIds=SUBNET),
            wired(SUBNET, vpcId=VPC),
            VPC,
            wired(
                made(
                    "ec2.DefaultRouteTable",
                    defaultRouteTableId=UNKNOWN,
                    routes=[{"gatewayId": "igw-1"}],
                ),
                defaultRouteTableId=VPC,
            ),
        ).named("default table"),
        bad(
            "internet",
            wired(made("rds.Proxy", "group", vpcSubnetIds=[UNKNOWN]), vpcSubnetIds=SUBNET),
            SUBNET,
            TABLE,
            ASSOCIATION,
            route("igw-1"),
        ),
        unknown("internet", GROUP, SUBNET, TABLE, ASSOCIATION, route(UNKNOWN)),
        unknown(
            "internet",
            GROUP,
            SUBNET,
            made("ec2.RouteTable", "table", routes=UNKNOWN),
            ASSOCIATION,
        ),
        skips(SUBNET, TABLE, ASSOCIATION, route("igw-1")).named("no database"),
        skips(BUCKET),
    ),
}
