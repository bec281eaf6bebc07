"""A service for customers' networks by AWS PrivateLink: TCP with TLS ended by the targets."""

import pulumi_aws as aws

SUBNETS = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]

balancer = aws.lb.LoadBalancer(
    "api",
    load_balancer_type="network",
    internal=True,
    subnets=SUBNETS,
    enable_cross_zone_load_balancing=True,
    enable_deletion_protection=True,
)
targets = aws.lb.TargetGroup(
    "api",
    vpc_id="vpc-0a1b2c3d4e5f67890",
    protocol="TCP",
    port=8443,
    target_type="ip",
    health_check={"protocol": "HTTPS", "path": "/healthy"},
)
aws.lb.Listener(
    "api",
    load_balancer_arn=balancer.arn,
    protocol="TCP",
    port=443,
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)
service = aws.ec2.VpcEndpointService(
    "api", acceptance_required=True, network_load_balancer_arns=[balancer.arn]
)
aws.ec2.VpcEndpointServiceAllowedPrinciple(
    "customer",
    vpc_endpoint_service_id=service.id,
    principal_arn="arn:aws:iam::444455556666:root",
)
