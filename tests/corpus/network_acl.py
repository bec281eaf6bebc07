"""A network ACL for web servers, written in the ACL, and one written rule by rule."""

import pulumi_aws as aws

VPC = "vpc-0a1b2c3d4e5f67890"
NETWORK = "10.20.0.0/16"

web = aws.ec2.NetworkAcl(
    "web",
    vpc_id=VPC,
    subnet_ids=["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
    ingress=[
        {
            "rule_no": 100,
            "action": "allow",
            "protocol": "tcp",
            "cidr_block": "0.0.0.0/0",
            "from_port": 443,
            "to_port": 443,
        },
        {
            "rule_no": 200,
            "action": "deny",
            "protocol": "tcp",
            "cidr_block": "0.0.0.0/0",
            "from_port": 3389,
            "to_port": 3389,
        },
        {
            "rule_no": 300,
            "action": "allow",
            "protocol": "tcp",
            "cidr_block": "0.0.0.0/0",
            "from_port": 1024,
            "to_port": 65535,
        },
    ],
    egress=[
        {
            "rule_no": 100,
            "action": "allow",
            "protocol": "-1",
            "cidr_block": "0.0.0.0/0",
            "from_port": 0,
            "to_port": 0,
        }
    ],
)

data = aws.ec2.NetworkAcl("data", vpc_id=VPC, subnet_ids=["subnet-0aaaabbbbccccdddd"])
aws.ec2.NetworkAclRule(
    "databases",
    network_acl_id=data.id,
    rule_number=100,
    rule_action="allow",
    protocol="tcp",
    cidr_block=NETWORK,
    from_port=5432,
    to_port=5432,
)
aws.ec2.NetworkAclRule(
    "no-remote-desktop",
    network_acl_id=data.id,
    rule_number=200,
    rule_action="deny",
    protocol="tcp",
    cidr_block="0.0.0.0/0",
    from_port=3389,
    to_port=3389,
)
aws.ec2.NetworkAclRule(
    "answers",
    network_acl_id=data.id,
    rule_number=300,
    rule_action="allow",
    protocol="tcp",
    cidr_block="0.0.0.0/0",
    from_port=1024,
    to_port=65535,
)
aws.ec2.NetworkAclRule(
    "out",
    network_acl_id=data.id,
    egress=True,
    rule_number=100,
    rule_action="allow",
    protocol="tcp",
    cidr_block=NETWORK,
    from_port=1024,
    to_port=65535,
)
