"""Settings of an application in Parameter Store, and preferences of administrators' sessions."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT = "111122223333"

key = aws.kms.Key(
    "operations",
    enable_key_rotation=True,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                }
            ],
        }
    ),
)
aws.kms.Alias("operations", name="alias/operations", target_key_id=key.key_id)
aws.ssm.Parameter("url", name="/orders/url", type="String", value="https://orders.example.com")
aws.ssm.Parameter(
    "password",
    name="/orders/database/password",
    type="SecureString",
    key_id=key.arn,
    value=pulumi.Config("orders").require_secret("password"),
)
aws.ssm.Document(
    "sessions",
    name="SSM-SessionManagerRunShell",
    document_type="Session",
    document_format="JSON",
    content=json.dumps(
        {
            "schemaVersion": "1.0",
            "description": "Regional settings for Session Manager",
            "sessionType": "Standard_Stream",
            "inputs": {
                "kmsKeyId": "alias/operations",
                "cloudWatchLogGroupName": "/sessions",
                "cloudWatchEncryptionEnabled": True,
                "cloudWatchStreamingEnabled": True,
                "idleSessionTimeout": "20",
            },
        }
    ),
)
aws.ssm.Document(
    "restart",
    document_type="Command",
    document_format="YAML",
    permissions={"type": "Share", "account_ids": ACCOUNT},
    content="""schemaVersion: "2.2"
description: Restart the order service
mainSteps:
  - action: aws:runShellScript
    name: restart
    inputs:
      runCommand: ["systemctl restart orders"]
""",
)
