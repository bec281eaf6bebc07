"""Queries whose results are encrypted, whatever clients ask for."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "results",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
aws.athena.Workgroup(
    "analysts",
    name="analysts",
    configuration={
        "enforce_workgroup_configuration": True,
        "publish_cloudwatch_metrics_enabled": True,
        "bytes_scanned_cutoff_per_query": 10**12,
        "result_configuration": {
            "output_location": "s3://example-query-results/analysts/",
            "expected_bucket_owner": ACCOUNT,
            "encryption_configuration": {
                "encryption_option": "SSE_KMS",
                "kms_key_arn": key.arn,
            },
        },
    },
)
aws.athena.Workgroup(
    "reports",
    name="reports",
    configuration={
        "enforce_workgroup_configuration": True,
        "managed_query_results_configuration": {
            "enabled": True,
            "encryption_configuration": {"kms_key": key.arn},
        },
    },
)
