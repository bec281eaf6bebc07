"""A network in three zones: the default group shut, flow logs, endpoints with policies."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
REGION = "eu-central-1"
ZONES = ("a", "b", "c")
FLOW_LOGS = "arn:aws:s3:::example-log-archive/flow-logs/"

vpc = aws.ec2.Vpc(
    "main", cidr_block="10.20.0.0/16", enable_dns_support=True, enable_dns_hostnames=True
)
aws.ec2.DefaultSecurityGroup("main", vpc_id=vpc.id)
aws.ec2.FlowLog(
    "main",
    vpc_id=vpc.id,
    traffic_type="ALL",
    log_destination_type="s3",
    log_destination=FLOW_LOGS,
)

gateway = aws.ec2.InternetGateway("main", vpc_id=vpc.id)
outside = aws.ec2.RouteTable("outside", vpc_id=vpc.id)
aws.ec2.Route(
    "outside",
    route_table_id=outside.id,
    destination_cidr_block="0.0.0.0/0",
    gateway_id=gateway.id,
)
inside = []
for number, zone in enumerate(ZONES):
    public = aws.ec2.Subnet(
        f"public-{zone}",
        vpc_id=vpc.id,
        cidr_block=f"10.20.{number}.0/24",
        availability_zone=f"{REGION}{zone}",
        map_public_ip_on_launch=False,
    )
    aws.ec2.RouteTableAssociation(f"public-{zone}", subnet_id=public.id, route_table_id=outside.id)
    address = aws.ec2.Eip(f"nat-{zone}", domain="vpc")
    nat = aws.ec2.NatGateway(f"nat-{zone}", subnet_id=public.id, allocation_id=address.id)
    private = aws.ec2.Subnet(
        f"private-{zone}",
        vpc_id=vpc.id,
        cidr_block=f"10.20.{100 + number}.0/24",
        availability_zone=f"{REGION}{zone}",
    )
    table = aws.ec2.RouteTable(
        f"private-{zone}",
        vpc_id=vpc.id,
        routes=[{"cidr_block": "0.0.0.0/0", "nat_gateway_id": nat.id}],
    )
    aws.ec2.RouteTableAssociation(f"private-{zone}", subnet_id=private.id, route_table_id=table.id)
    inside.append(table)


def only_ours(*actions: str) -> str:
    """An endpoint's policy that serves principals of this account alone."""
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": list(actions),
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalAccount": ACCOUNT}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


aws.ec2.VpcEndpoint(
    "s3",
    vpc_id=vpc.id,
    service_name=f"com.amazonaws.{REGION}.s3",
    vpc_endpoint_type="Gateway",
    route_table_ids=[table.id for table in inside],
    policy=only_ours("s3:GetObject", "s3:PutObject", "s3:ListBucket"),
)
endpoints = aws.ec2.SecurityGroup(
    "endpoints", vpc_id=vpc.id, description="HTTPS from this network to AWS services"
)
aws.vpc.SecurityGroupIngressRule(
    "endpoints",
    security_group_id=endpoints.id,
    description="Everything in this network",
    ip_protocol="tcp",
    from_port=443,
    to_port=443,
    cidr_ipv4=vpc.cidr_block,
)
aws.ec2.VpcEndpoint(
    "sts",
    vpc_id=vpc.id,
    service_name=f"com.amazonaws.{REGION}.sts",
    vpc_endpoint_type="Interface",
    private_dns_enabled=True,
    security_group_ids=[endpoints.id],
    policy=only_ours("sts:AssumeRole", "sts:GetCallerIdentity"),
)
