"""A function in a network that a schedule calls each night, and its address for signed requests."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT = "111122223333"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "reports",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
trust = {
    "Effect": "Allow",
    "Principal": {"Service": "lambda.amazonaws.com"},
    "Action": "sts:AssumeRole",
}
role = aws.iam.Role(
    "reports",
    assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
)
failed = aws.sqs.Queue("reports-dlq", kms_master_key_id=key.id)
secret = aws.secretsmanager.Secret("partner", kms_key_id=key.arn, tags={"rotation": "static"})
reports = aws.lambda_.Function(
    "reports",
    role=role.arn,
    runtime="python3.13",
    handler="index.handler",
    code=pulumi.AssetArchive({"index.py": pulumi.StringAsset("def handler(event, _): ...")}),
    kms_key_arn=key.arn,
    environment={"variables": {"STAGE": "prod", "PARTNER_SECRET": secret.name}},
    vpc_config={
        "subnet_ids": ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
        "security_group_ids": ["sg-0a1b2c3d4e5f60003"],
    },
    dead_letter_config={"target_arn": failed.arn},
    tracing_config={"mode": "Active"},
    reserved_concurrent_executions=5,
)
nightly = aws.cloudwatch.EventRule("nightly", schedule_expression="cron(0 2 * * ? *)")
aws.cloudwatch.EventTarget("nightly", rule=nightly.name, arn=reports.arn)
aws.lambda_.Permission(
    "nightly",
    function=reports.name,
    action="lambda:InvokeFunction",
    principal="events.amazonaws.com",
    source_arn=nightly.arn,
)
aws.lambda_.FunctionUrl(
    "reports",
    function_name=reports.name,
    authorization_type="AWS_IAM",
    cors={"allow_origins": ["https://reports.example.com"], "allow_methods": ["GET"]},
)
aws.lambda_.LayerVersionPermission(
    "shared",
    layer_name=f"arn:aws:lambda:eu-central-1:{ACCOUNT}:layer:reports",
    version_number=3,
    statement_id="organization",
    action="lambda:GetLayerVersion",
    principal="*",
    organization_id="o-a1b2c3d4e5",
)
