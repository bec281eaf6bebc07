"""A network firewall that forwards everything to strict stateful rules and drops the rest."""

import pulumi_aws as aws

ALERTS, FLOWS = "example-firewall-alerts", "example-firewall-flows"

domains = aws.networkfirewall.RuleGroup(
    "domains",
    type="STATEFUL",
    capacity=100,
    rule_group={
        "stateful_rule_options": {"rule_order": "STRICT_ORDER"},
        "rules_source": {
            "rules_source_list": {
                "generated_rules_type": "ALLOWLIST",
                "target_types": ["TLS_SNI"],
                "targets": [".amazonaws.com", "updates.example.org"],
            }
        },
    },
)
policy = aws.networkfirewall.FirewallPolicy(
    "egress",
    firewall_policy={
        "stateless_default_actions": ["aws:forward_to_sfe"],
        "stateless_fragment_default_actions": ["aws:forward_to_sfe"],
        "stateful_engine_options": {"rule_order": "STRICT_ORDER"},
        "stateful_default_actions": ["aws:drop_established", "aws:alert_established"],
        "stateful_rule_group_references": [{"priority": 10, "resource_arn": domains.arn}],
    },
)
firewall = aws.networkfirewall.Firewall(
    "egress",
    vpc_id="vpc-0a1b2c3d4e5f67890",
    firewall_policy_arn=policy.arn,
    subnet_mappings=[
        {"subnet_id": "subnet-0123456789abcdef0"},
        {"subnet_id": "subnet-0fedcba9876543210"},
    ],
    delete_protection=True,
    subnet_change_protection=True,
    firewall_policy_change_protection=True,
)
aws.networkfirewall.LoggingConfiguration(
    "egress",
    firewall_arn=firewall.arn,
    logging_configuration={
        "log_destination_configs": [
            {
                "log_type": kind,
                "log_destination_type": "S3",
                "log_destination": {"bucketName": bucket},
            }
            for kind, bucket in (("ALERT", ALERTS), ("FLOW", FLOWS))
        ]
    },
)
