"""A database password that a function rotates, and a partner's token that only they can renew."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT = "111122223333"
PARIS_KEY = f"arn:aws:kms:eu-west-3:{ACCOUNT}:key/mrk-1234abcd12ab34cd56ef1234567890ab"
owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
reader = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/orders"},
    "Action": "secretsmanager:GetSecretValue",
    "Resource": "*",
}
blocked = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "secretsmanager:GetSecretValue",
    "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:PrincipalAccount": ACCOUNT}},
}
key = aws.kms.Key(
    "secrets",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
password = aws.secretsmanager.Secret(
    "database",
    kms_key_id=key.arn,
    recovery_window_in_days=30,
    replicas=[{"region": "eu-west-3", "kms_key_id": PARIS_KEY}],
)
aws.secretsmanager.SecretPolicy(
    "database",
    secret_arn=password.arn,
    block_public_policy=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [reader, blocked]}),
)
role = aws.iam.Role(
    "rotation",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    ),
)
rotate = aws.lambda_.Function(
    "rotation",
    role=role.arn,
    runtime="python3.13",
    handler="index.handler",
    code=pulumi.AssetArchive({"index.py": pulumi.StringAsset("def handler(event, _): ...")}),
    timeout=30,
    reserved_concurrent_executions=1,
    tracing_config={"mode": "Active"},
)
allowed = aws.lambda_.Permission(
    "rotation",
    function=rotate.name,
    action="lambda:InvokeFunction",
    principal="secretsmanager.amazonaws.com",
    source_account=ACCOUNT,
)
aws.secretsmanager.SecretRotation(
    "database",
    secret_id=password.id,
    rotation_lambda_arn=rotate.arn,
    rotation_rules={"automatically_after_days": 30},
    opts=pulumi.ResourceOptions(depends_on=[allowed]),
)
aws.secretsmanager.Secret("partner", kms_key_id=key.arn, tags={"rotation": "static"})
