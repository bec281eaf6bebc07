"""A Network Load Balancer that ends TLS, with addresses of its own."""

import pulumi_aws as aws

SUBNETS = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]

mappings = []
for number, subnet in enumerate(SUBNETS):
    address = aws.ec2.Eip(f"broker-{number}", domain="vpc")
    mappings.append({"subnet_id": subnet, "allocation_id": address.id})

balancer = aws.lb.LoadBalancer(
    "broker",
    load_balancer_type="network",
    subnet_mappings=mappings,
    security_groups=["sg-0123456789abcdef0"],
    enable_cross_zone_load_balancing=True,
    enable_deletion_protection=True,
    access_logs={"bucket": "example-log-archive", "prefix": "broker", "enabled": True},
)
targets = aws.lb.TargetGroup(
    "broker",
    vpc_id="vpc-0a1b2c3d4e5f67890",
    protocol="TLS",
    port=8443,
    target_type="ip",
    health_check={"protocol": "TCP"},
)
aws.lb.Listener(
    "broker",
    load_balancer_arn=balancer.arn,
    protocol="TLS",
    port=443,
    ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificate_arn="arn:aws:acm:eu-central-1:111122223333:certificate/broker",
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)
