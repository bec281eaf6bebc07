"""Retention of objects, by data class."""

from dataclasses import dataclass

import pulumi_aws as aws

from soc2_baseline.core.vocabulary import DataClass

ABORT_MULTIPART_DAYS = 7
LONGEST_PERSONAL_DAYS = 1095
LONGEST_RETENTION_DAYS = 36500

NONCURRENT_DAYS = {
    DataClass.PUBLIC: 30,
    DataClass.INTERNAL: 90,
    DataClass.CONFIDENTIAL: 365,
    DataClass.RESTRICTED: 365,
    DataClass.PERSONAL: 30,
}
"""Days in which an overwritten or deleted object can be had back. Personal data that a person had
deleted has to be gone within a month."""


@dataclass(frozen=True, slots=True)
class Retention:
    """The days after which objects are deleted."""

    noncurrent_days: int
    """Days from being overwritten or deleted to being gone."""
    current_days: int | None = None
    """Days from being written to being deleted; never where None."""


def retention_of(data_class: DataClass, retention_days: int | None = None) -> Retention:
    """Return the retention of a data class: personal data always ends (C1.2, P4.2, P4.3)."""
    longest = LONGEST_PERSONAL_DAYS if data_class is DataClass.PERSONAL else None
    return Retention(NONCURRENT_DAYS[data_class], retention_days or longest)


def retention_problems(place: str, data_class: DataClass, retention_days: int | None) -> list[str]:
    """Check how long somebody wants to keep objects."""
    personal = data_class is DataClass.PERSONAL
    longest = LONGEST_PERSONAL_DAYS if personal else LONGEST_RETENTION_DAYS
    if retention_days is None or 1 <= retention_days <= longest:
        return []
    return [
        f"{place}: retention_days {retention_days!r}; accepted are 1 to {longest}"
        f" for data class {data_class}"
    ]


def lifecycle_rule(retention: Retention) -> aws.s3.BucketLifecycleConfigurationRuleArgs:
    """Return one lifecycle rule for the whole bucket."""
    # Amazon S3 itself removes delete markers that are older than days, but takes only one of both.
    expiration = (
        aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=retention.current_days)
        if retention.current_days
        else aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(
            expired_object_delete_marker=True
        )
    )
    return aws.s3.BucketLifecycleConfigurationRuleArgs(
        id="retention",
        status="Enabled",
        filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=""),
        abort_incomplete_multipart_upload=(
            aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
                days_after_initiation=ABORT_MULTIPART_DAYS
            )
        ),
        noncurrent_version_expiration=(
            aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
                noncurrent_days=retention.noncurrent_days
            )
        ),
        expiration=expiration,
    )
