"""A regional web ACL with AWS's baseline rules, logs without credentials, and what it guards."""

import json

import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"
GROUPS = ("AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet")


def metrics(name: str) -> dict:
    return {
        "cloudwatch_metrics_enabled": True,
        "sampled_requests_enabled": True,
        "metric_name": name,
    }


def managed(name: str, priority: int) -> dict:
    return {
        "name": name,
        "priority": priority,
        "override_action": {"none": {}},
        "statement": {"managed_rule_group_statement": {"name": name, "vendor_name": "AWS"}},
        "visibility_config": metrics(name),
    }


blocked = aws.wafv2.IpSet(
    "blocked", scope="REGIONAL", ip_address_version="IPV4", addresses=["192.0.2.0/24"]
)
acl = aws.wafv2.WebAcl(
    "edge",
    name="edge",
    scope="REGIONAL",
    default_action={"allow": {}},
    rules=[
        *(managed(name, number) for number, name in enumerate(GROUPS)),
        {
            "name": "blocked",
            "priority": 10,
            "action": {"block": {}},
            "statement": {"ip_set_reference_statement": {"arn": blocked.arn}},
            "visibility_config": metrics("blocked"),
        },
    ],
    visibility_config=metrics("edge"),
)

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
logs = {
    "Effect": "Allow",
    "Principal": {"Service": f"logs.{REGION}.amazonaws.com"},
    "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
    "Resource": "*",
    "Condition": {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:*"}
    },
}
key = aws.kms.Key(
    "waf-logs",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner, logs]}),
)
group = aws.cloudwatch.LogGroup(
    "waf", name="aws-waf-logs-edge", retention_in_days=400, kms_key_id=key.arn
)
aws.wafv2.WebAclLoggingConfiguration(
    "edge",
    resource_arn=acl.arn,
    log_destination_configs=[group.arn],
    redacted_fields=[{"single_header": {"name": "authorization"}}],
)

service = aws.wafv2.WebAcl(
    "service",
    name="service",
    scope="REGIONAL",
    default_action={"allow": {}},
    visibility_config=metrics("service"),
)
aws.wafv2.WebAclRuleGroupAssociation(
    "service-core",
    web_acl_arn=service.arn,
    rule_name="core",
    priority=1,
    managed_rule_group={"name": "AWSManagedRulesCommonRuleSet", "vendor_name": "AWS"},
    visibility_config=metrics("core"),
)
aws.wafv2.WebAclRule(
    "service-bad-inputs",
    web_acl_arn=service.arn,
    name="bad-inputs",
    priority=2,
    override_action={"none": {}},
    statement={
        "managed_rule_group_statement": {
            "name": "AWSManagedRulesKnownBadInputsRuleSet",
            "vendor_name": "AWS",
        }
    },
    visibility_config=metrics("bad-inputs"),
)
aws.wafv2.WebAclLoggingConfiguration(
    "service",
    resource_arn=service.arn,
    log_destination_configs=["arn:aws:s3:::aws-waf-logs-example-log-archive"],
)

balancer = aws.lb.LoadBalancer(
    "web",
    subnets=["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
    security_groups=["sg-0123456789abcdef0"],
    drop_invalid_header_fields=True,
    enable_deletion_protection=True,
    access_logs={"bucket": "example-log-archive", "enabled": True},
)
aws.wafv2.WebAclAssociation("web", resource_arn=balancer.arn, web_acl_arn=acl.arn)
