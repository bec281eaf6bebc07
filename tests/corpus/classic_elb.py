"""A Classic Load Balancer that is still there: TLS on both sides, with a policy of its own."""

import pulumi_aws as aws

balancer = aws.elb.LoadBalancer(
    "legacy",
    internal=True,
    subnets=["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
    security_groups=["sg-0123456789abcdef0"],
    cross_zone_load_balancing=True,
    connection_draining=True,
    desync_mitigation_mode="defensive",
    listeners=[
        {
            "lb_port": 443,
            "lb_protocol": "https",
            "instance_port": 8443,
            "instance_protocol": "https",
            "ssl_certificate_id": "arn:aws:acm:eu-central-1:111122223333:certificate/legacy",
        }
    ],
    health_check={
        "target": "HTTPS:8443/healthy",
        "interval": 30,
        "timeout": 5,
        "healthy_threshold": 3,
        "unhealthy_threshold": 3,
    },
    access_logs={"bucket": "example-log-archive", "bucket_prefix": "legacy", "interval": 5},
)
modern = aws.elb.LoadBalancerPolicy(
    "modern",
    load_balancer_name=balancer.name,
    policy_name="modern",
    policy_type_name="SSLNegotiationPolicyType",
    policy_attributes=[
        {"name": "Reference-Security-Policy", "value": "ELBSecurityPolicy-TLS-1-2-2017-01"}
    ],
)
aws.elb.ListenerPolicy(
    "modern",
    load_balancer_name=balancer.name,
    load_balancer_port=443,
    policy_names=[modern.policy_name],
)
