"""Statements that let AWS services deliver logs, on behalf of this account only (CC6.1, CC7.2)."""

from collections.abc import Sequence

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.statements import Principals, Statement, from_account
from soc2_baseline.components.storage.bucket_policy import bucket_arn

_TO_OWNER = {"s3:x-amz-acl": "bucket-owner-full-control"}
"""The ACL that these services send with each object, also to buckets without ACLs."""


def access_logs(environment: Environment, bucket: str) -> list[Statement]:
    """Allow Amazon S3 to write server access logs of the account's buckets."""
    return [
        Statement(
            sid="AccessLogs",
            principals=Principals(services=["logging.s3.amazonaws.com"]),
            actions=["s3:PutObject"],
            resources=[f"{bucket_arn(environment, bucket)}/*"],
            conditions=from_account(environment),
        )
    ]


def audit_logs(
    environment: Environment, bucket: str, organization_id: str | None = None
) -> list[Statement]:
    """Allow CloudTrail to write trails, and log delivery to write flow and resolver query logs."""
    trails = environment.arn("cloudtrail", "trail/*", region="*")
    deliveries = environment.arn("logs", "*", region="*")
    whole = [_organization_trail(environment, bucket, organization_id)] if organization_id else []
    return [
        *_delivery(
            environment, bucket, "CloudTrail", "cloudtrail", trails, looks=["s3:GetBucketAcl"]
        ),
        *whole,
        *_delivery(
            environment,
            bucket,
            "LogDelivery",
            "delivery.logs",
            deliveries,
            looks=["s3:GetBucketAcl", "s3:ListBucket"],
        ),
    ]


def _organization_trail(environment: Environment, bucket: str, organization_id: str) -> Statement:
    """Allow a trail of this account to write for the other accounts of its organization.

    By the trail's ARN alone, as CloudTrail's guide has it: the account whose events they are is
    another.
    """
    trails = environment.arn("cloudtrail", "trail/*", region="*")
    return Statement(
        sid="CloudTrailWritesForOrganization",
        principals=Principals(services=["cloudtrail.amazonaws.com"]),
        actions=["s3:PutObject"],
        resources=[f"{bucket_arn(environment, bucket)}/AWSLogs/{organization_id}/*"],
        conditions={"StringEquals": _TO_OWNER, "ArnLike": {"aws:SourceArn": trails}},
    )


def _delivery(
    environment: Environment,
    bucket: str,
    sid: str,
    service: str,
    source: str,
    *,
    looks: Sequence[str],
) -> list[Statement]:
    arn = bucket_arn(environment, bucket)
    principals = Principals(services=[f"{service}.amazonaws.com"])
    account = {"aws:SourceAccount": environment.account_id}
    on_behalf = {"ArnLike": {"aws:SourceArn": source}}
    return [
        Statement(
            sid=f"{sid}Looks",
            principals=principals,
            actions=looks,
            resources=[arn],
            conditions={"StringEquals": account, **on_behalf},
        ),
        Statement(
            sid=f"{sid}Writes",
            principals=principals,
            actions=["s3:PutObject"],
            resources=[f"{arn}/AWSLogs/{environment.account_id}/*"],
            conditions={"StringEquals": {**account, **_TO_OWNER}, **on_behalf},
        ),
    ]
