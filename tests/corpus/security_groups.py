"""Groups of a web application in a network of another stack: balancer, application, database."""

import pulumi_aws as aws

VPC = "vpc-0a1b2c3d4e5f67890"
NETWORK = "10.20.0.0/16"

offices = aws.ec2.ManagedPrefixList(
    "offices",
    address_family="IPv4",
    max_entries=2,
    entries=[{"cidr": "198.51.100.0/24", "description": "Berlin"}],
)

balancer = aws.ec2.SecurityGroup(
    "balancer",
    vpc_id=VPC,
    description="Public HTTPS entry",
    ingress=[
        {
            "description": "HTTPS for everybody",
            "protocol": "tcp",
            "from_port": 443,
            "to_port": 443,
            "cidr_blocks": ["0.0.0.0/0"],
            "ipv6_cidr_blocks": ["::/0"],
        },
        {
            "description": "HTTP, redirected",
            "protocol": "tcp",
            "from_port": 80,
            "to_port": 80,
            "cidr_blocks": ["0.0.0.0/0"],
        },
    ],
    egress=[
        {
            "description": "To the application",
            "protocol": "tcp",
            "from_port": 8443,
            "to_port": 8443,
            "cidr_blocks": [NETWORK],
        }
    ],
)

application = aws.ec2.SecurityGroup("application", vpc_id=VPC, description="Application tasks")
aws.vpc.SecurityGroupIngressRule(
    "from-balancer",
    security_group_id=application.id,
    description="Requests",
    ip_protocol="tcp",
    from_port=8443,
    to_port=8443,
    referenced_security_group_id=balancer.id,
)
aws.vpc.SecurityGroupIngressRule(
    "from-offices",
    security_group_id=application.id,
    description="Metrics page for the offices",
    ip_protocol="tcp",
    from_port=9443,
    to_port=9443,
    prefix_list_id=offices.id,
)
aws.vpc.SecurityGroupEgressRule(
    "to-services",
    security_group_id=application.id,
    description="AWS and partner APIs",
    ip_protocol="tcp",
    from_port=443,
    to_port=443,
    cidr_ipv4="0.0.0.0/0",
)

database = aws.ec2.SecurityGroup(
    "database",
    vpc_id=VPC,
    description="PostgreSQL",
    ingress=[
        {
            "description": "Application",
            "protocol": "tcp",
            "from_port": 5432,
            "to_port": 5432,
            "security_groups": [application.id],
        }
    ],
)

cache = aws.ec2.SecurityGroup("cache", vpc_id=VPC, description="Redis")
aws.ec2.SecurityGroupRule(
    "cache-in",
    type="ingress",
    security_group_id=cache.id,
    description="Application",
    protocol="tcp",
    from_port=6379,
    to_port=6379,
    source_security_group_id=application.id,
)
aws.ec2.SecurityGroupRule(
    "cache-out",
    type="egress",
    security_group_id=cache.id,
    description="Replicas in this network",
    protocol="-1",
    from_port=0,
    to_port=0,
    cidr_blocks=[NETWORK],
)
