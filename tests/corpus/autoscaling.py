"""Web servers in an Auto Scaling group over two zones, behind a target group."""

import base64

import pulumi_aws as aws

BOOT = "#!/bin/bash\ndnf install -y nginx\nsystemctl enable --now nginx\n"
ZONES = {"a": ("eu-central-1a", "10.0.1.0/24"), "b": ("eu-central-1b", "10.0.2.0/24")}

subnets = [
    aws.ec2.Subnet(
        f"web-{name}",
        vpc_id="vpc-0a1b2c3d4e5f60718",
        availability_zone=zone,
        cidr_block=cidr,
    )
    for name, (zone, cidr) in ZONES.items()
]

template = aws.ec2.LaunchTemplate(
    "web",
    image_id="ami-0a1b2c3d4e5f60718",
    instance_type="t3.small",
    vpc_security_group_ids=["sg-0a1b2c3d4e5f60718"],
    iam_instance_profile={"name": "web"},
    monitoring={"enabled": True},
    user_data=base64.b64encode(BOOT.encode()).decode(),
    metadata_options={"http_tokens": "required", "http_put_response_hop_limit": 2},
    block_device_mappings=[
        {
            "device_name": "/dev/xvda",
            "ebs": {"encrypted": "true", "delete_on_termination": "true", "volume_size": 20},
        }
    ],
    update_default_version=True,
)
group = aws.autoscaling.Group(
    "web",
    min_size=2,
    max_size=6,
    vpc_zone_identifiers=[subnet.id for subnet in subnets],
    launch_template={"id": template.id, "version": "$Latest"},
    health_check_type="ELB",
    health_check_grace_period=120,
)
aws.autoscaling.Attachment(
    "web",
    autoscaling_group_name=group.name,
    lb_target_group_arn="arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/1",
)
