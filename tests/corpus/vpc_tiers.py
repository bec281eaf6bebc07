"""A network in production by the words of an organization: tiers and exposure in tags."""

import json

import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"
ZONES = ("a", "b")
TAGS = {
    "tenant": "shared",
    "environment": "prod",
    "data-class": "internal",
    "exposure": "private",
    "owner": "platform",
    "service": "network",
    "repo": "example/network",
    "commit": "0123456789abcdef0123456789abcdef01234567",
    "change-id": "example-network-17",
}
SERVICES = ("s3", "dynamodb", "kms", "logs", "sts")

vpc = aws.ec2.Vpc("main", cidr_block="10.20.0.0/16", enable_dns_hostnames=True, tags=TAGS)
aws.ec2.DefaultSecurityGroup("main", vpc_id=vpc.id, tags=TAGS)
aws.ec2.FlowLog(
    "main",
    vpc_id=vpc.id,
    traffic_type="ALL",
    log_destination_type="s3",
    log_destination="arn:aws:s3:::example-log-archive/flow-logs/",
    tags=TAGS,
)
gateway = aws.ec2.InternetGateway("main", vpc_id=vpc.id, tags=TAGS)


def table(name: str, **target: object) -> aws.ec2.RouteTable:
    """A route table, with one way out where a target is given."""
    made = aws.ec2.RouteTable(name, vpc_id=vpc.id, tags=TAGS)
    if target:
        aws.ec2.Route(name, route_table_id=made.id, destination_cidr_block="0.0.0.0/0", **target)
    return made


def subnet(tier: str, number: int, way: aws.ec2.RouteTable) -> aws.ec2.Subnet:
    zone = ZONES[number % len(ZONES)]
    made = aws.ec2.Subnet(
        f"{tier}-{zone}",
        vpc_id=vpc.id,
        cidr_block=f"10.20.{number}.0/24",
        availability_zone=f"{REGION}{zone}",
        map_public_ip_on_launch=tier == "edge",
        tags={**TAGS, "network-tier": tier},
    )
    aws.ec2.RouteTableAssociation(f"{tier}-{zone}", subnet_id=made.id, route_table_id=way.id)
    return made


outside, closed = table("edge", gateway_id=gateway.id), table("data")
edges = [subnet("edge", number, outside) for number in range(2)]
for number, home in enumerate(edges):
    address = aws.ec2.Eip(f"nat-{number}", domain="vpc", tags=TAGS)
    nat = aws.ec2.NatGateway(
        f"nat-{number}", subnet_id=home.id, allocation_id=address.id, tags=TAGS
    )
    subnet("app", 2 + number, table(f"app-{number}", nat_gateway_id=nat.id))
    subnet("data", 4 + number, closed)

ours = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": "*",
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:PrincipalAccount": ACCOUNT}},
}
for name in SERVICES:
    aws.ec2.VpcEndpoint(
        name,
        vpc_id=vpc.id,
        service_name=f"com.amazonaws.{REGION}.{name}",
        vpc_endpoint_type="Gateway" if name in ("s3", "dynamodb") else "Interface",
        policy=json.dumps({"Version": "2012-10-17", "Statement": [ours]}),
        tags=TAGS,
    )

entry = aws.ec2.SecurityGroup(
    "entry",
    vpc_id=vpc.id,
    description="Public entry",
    tags={**TAGS, "exposure": "public"},
    ingress=[
        {
            "description": "HTTPS for everybody",
            "protocol": "tcp",
            "from_port": 443,
            "to_port": 443,
            "cidr_blocks": ["0.0.0.0/0"],
        }
    ],
)
other = aws.ec2.SecurityGroup(
    "other", vpc_id=vpc.id, description="Second entry", tags=TAGS | {"exposure": "public"}
)
aws.vpc.SecurityGroupIngressRule(
    "other",
    security_group_id=other.id,
    description="HTTPS for everybody",
    ip_protocol="tcp",
    from_port=443,
    to_port=443,
    cidr_ipv4="0.0.0.0/0",
    tags=TAGS,
)
