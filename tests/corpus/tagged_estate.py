"""A key and the logs of a service, in the account, the region and with the tags that are meant."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"
TAGS = {
    "tenant": "shared",
    "environment": "prod",
    "data-class": "internal",
    "exposure": "private",
    "owner": "platform",
    "service": "ledger",
    "repo": "example/ledger",
    "commit": "4f1c2ab",
    "change-id": "CH-1024",
}

provider = aws.Provider(
    "main",
    region=REGION,
    allowed_account_ids=[ACCOUNT],
    default_tags={"tags": TAGS},
)
owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "ledger",
    description="Logs of the ledger",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
    opts=pulumi.ResourceOptions(provider=provider, protect=True),
)
aws.cloudwatch.LogGroup(
    "ledger",
    retention_in_days=400,
    kms_key_id=key.arn,
    tags={"data-class": "confidential"},
    opts=pulumi.ResourceOptions(provider=provider),
)
