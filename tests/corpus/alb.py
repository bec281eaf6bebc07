"""A public web application: HTTPS to an Application Load Balancer and on to its targets."""

import pulumi_aws as aws

VPC = "vpc-0a1b2c3d4e5f67890"
SUBNETS = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
LOGS = "example-log-archive"

balancer = aws.lb.LoadBalancer(
    "web",
    load_balancer_type="application",
    internal=False,
    subnets=SUBNETS,
    security_groups=["sg-0123456789abcdef0"],
    drop_invalid_header_fields=True,
    desync_mitigation_mode="strictest",
    enable_deletion_protection=True,
    access_logs={"bucket": LOGS, "prefix": "web", "enabled": True},
    connection_logs={"bucket": LOGS, "prefix": "web-connections", "enabled": True},
)
targets = aws.lb.TargetGroup(
    "web",
    vpc_id=VPC,
    protocol="HTTPS",
    port=8443,
    target_type="ip",
    health_check={"enabled": True, "protocol": "HTTPS", "path": "/healthy", "matcher": "200"},
)
secure = aws.lb.Listener(
    "https",
    load_balancer_arn=balancer.arn,
    protocol="HTTPS",
    port=443,
    ssl_policy="ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    certificate_arn="arn:aws:acm:eu-central-1:111122223333:certificate/web",
    default_actions=[
        {
            "type": "fixed-response",
            "fixed_response": {
                "content_type": "text/plain",
                "status_code": "404",
            },
        }
    ],
)
plain = aws.lb.Listener(
    "http",
    load_balancer_arn=balancer.arn,
    protocol="HTTP",
    port=80,
    default_actions=[
        {
            "type": "redirect",
            "redirect": {"protocol": "HTTPS", "port": "443", "status_code": "HTTP_301"},
        }
    ],
)
aws.lb.ListenerRule(
    "shop",
    listener_arn=secure.arn,
    priority=10,
    conditions=[{"host_header": {"values": ["shop.example.com"]}}],
    actions=[{"type": "forward", "target_group_arn": targets.arn}],
)
aws.wafv2.WebAclAssociation(
    "web",
    resource_arn=balancer.arn,
    web_acl_arn="arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/edge/1",
)

inner = aws.alb.LoadBalancer(
    "inner",
    internal=True,
    subnets=SUBNETS,
    security_groups=["sg-0fedcba9876543210"],
    drop_invalid_header_fields=True,
    enable_deletion_protection=True,
    access_logs={"bucket": LOGS, "prefix": "inner", "enabled": True},
)
aws.alb.Listener(
    "inner",
    load_balancer_arn=inner.arn,
    protocol="HTTPS",
    port=443,
    ssl_policy="ELBSecurityPolicy-TLS13-1-3-2021-06",
    certificate_arn="arn:aws:acm:eu-central-1:111122223333:certificate/inner",
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)
