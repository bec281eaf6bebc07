"""The bucket that AWS Config delivers to, and who may write there.

Source: AWS Config developer guide: permissions for the bucket of the delivery channel. Config
recommends the condition on aws:SourceAccount, and delivers in its own name where the recorder has
the service-linked role.
"""

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.logs.plan import NONCURRENT_LOG_DAYS
from soc2_baseline.components.statements import Principals, Statement, from_account
from soc2_baseline.components.storage.bucket_policy import (
    bucket_arn,
    encryption_denials,
    transport_denials,
)
from soc2_baseline.components.storage.hardened_bucket import BucketPlan
from soc2_baseline.components.storage.retention import Retention

_CONFIG = Principals(services=["config.amazonaws.com"])


def config_bucket_plan(environment: Environment, bucket: str, days: int) -> BucketPlan:
    """Plan the bucket: encrypted, versioned, closed; AWS Config cannot deliver to a locked one."""
    return BucketPlan(
        physical_name=bucket,
        retention=Retention(NONCURRENT_LOG_DAYS, days),
        statements=[
            *transport_denials(environment, bucket),
            *encryption_denials(environment, bucket, except_services=True),
            *_deliveries(environment, bucket),
        ],
    )


def _deliveries(environment: Environment, bucket: str) -> list[Statement]:
    arn = bucket_arn(environment, bucket)
    account = {"aws:SourceAccount": environment.account_id}
    to_owner = {"s3:x-amz-acl": "bucket-owner-full-control"}
    return [
        Statement(
            sid="ConfigLooks",
            principals=_CONFIG,
            actions=["s3:GetBucketAcl", "s3:ListBucket"],
            resources=[arn],
            conditions=from_account(environment),
        ),
        Statement(
            sid="ConfigWrites",
            principals=_CONFIG,
            actions=["s3:PutObject"],
            resources=[f"{arn}/AWSLogs/{environment.account_id}/Config/*"],
            conditions={"StringEquals": {**account, **to_owner}},
        ),
    ]
