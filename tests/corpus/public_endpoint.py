"""An accelerator that faces the internet, which somebody agreed to."""

import pulumi_aws as aws

TAGS = {
    "exposure": "public",
    "approval-id": "RISK-31",
    "repo": "example/edge",
    "commit": "4f1c2ab",
    "change-id": "CH-7",
}

accelerator = aws.globalaccelerator.Accelerator(
    "edge",
    enabled=True,
    ip_address_type="DUAL_STACK",
    attributes={
        "flow_logs_enabled": True,
        "flow_logs_s3_bucket": "example-flow-logs",
        "flow_logs_s3_prefix": "edge/",
    },
    tags=TAGS,
)
aws.globalaccelerator.Listener(
    "edge",
    accelerator_arn=accelerator.arn,
    protocol="TCP",
    port_ranges=[{"from_port": 443, "to_port": 443}],
)
