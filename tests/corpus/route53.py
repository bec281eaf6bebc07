"""A public zone whose queries are logged and whose answers are signed, and a private one."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

# Keys for DNSSEC are asymmetric, belong into us-east-1 and are not rotated by AWS KMS.
key = aws.kms.Key(
    "dnssec",
    region="us-east-1",
    customer_master_key_spec="ECC_NIST_P256",
    key_usage="SIGN_VERIFY",
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                },
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "dnssec-route53.amazonaws.com"},
                    "Action": ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
                    "Resource": "*",
                    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
                },
            ],
        }
    ),
)
logs_key = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
group = aws.cloudwatch.LogGroup(
    "queries",
    region="us-east-1",
    name="/aws/route53/example.com",
    retention_in_days=400,
    kms_key_id=logs_key,
)
aws.cloudwatch.LogResourcePolicy(
    "queries",
    region="us-east-1",
    policy_name="route53-query-logging",
    policy_document=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "route53.amazonaws.com"},
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:/aws/route53/*",
                    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
                }
            ],
        }
    ),
)
zone = aws.route53.Zone("public", name="example.com")
aws.route53.QueryLog("public", zone_id=zone.zone_id, cloudwatch_log_group_arn=group.arn)
signing_key = aws.route53.KeySigningKey(
    "public",
    hosted_zone_id=zone.zone_id,
    name="first",
    key_management_service_arn=key.arn,
)
aws.route53.HostedZoneDnsSec("public", hosted_zone_id=signing_key.hosted_zone_id)
aws.route53.Zone("private", name="internal.example.com", vpcs=[{"vpc_id": "vpc-0123456789abcdef0"}])
