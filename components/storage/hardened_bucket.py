"""A bucket with all that has to stand beside it; what SecureBucket and LogArchive are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from pulumi_aws.s3 import (
    BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs as ByDefault,
)

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.statements import Statement, document
from soc2_baseline.components.storage.locks import ObjectLock
from soc2_baseline.components.storage.retention import Retention, lifecycle_rule


@dataclass(frozen=True, kw_only=True)
class BucketPlan:
    """The plan of a bucket."""

    physical_name: str
    retention: Retention
    statements: Sequence[Statement]
    object_lock: ObjectLock | None = None
    emptied_on_destroy: bool = False
    """Only where nothing is worth keeping: else a bucket with objects cannot be deleted."""


class HardenedBucket:
    """Makes the bucket and its satellites as children of a component.

    Args:
        component: whose children they are.
        name: the logical name of all of them.
        plan: what was decided.
        tags: the bucket's tags.
        key_arn: the customer managed key; SSE-S3 where there is none.
        log_bucket: where access is logged; nowhere for the log bucket itself.

    Attributes:
        bucket: the bucket.
        ready_name: its name, for what may not start before its policy is there.
    """

    def __init__(
        self,
        component: BaselineComponent,
        name: str,
        plan: BucketPlan,
        *,
        tags: Mapping[str, str],
        key_arn: pulumi.Input[str] | None = None,
        log_bucket: pulumi.Input[str] | None = None,
    ) -> None:
        self._component = component
        self._name = name
        self._plan = plan
        self.bucket = self._make_bucket(tags)
        policy = self._close()
        self._encrypt(key_arn)
        versioning = self._keep_versions()
        if plan.object_lock:
            self._lock(plan.object_lock, versioning)
        if log_bucket is not None:
            self._log_to(log_bucket)
        # An Output of both, so that who takes it depends on the bucket and on its policy.
        both = pulumi.Output.all(self.bucket.bucket, policy.bucket)
        self.ready_name: pulumi.Output[str] = both.apply(lambda names: str(names[0]))

    def _make_bucket(self, tags: Mapping[str, str]) -> aws.s3.Bucket:
        return aws.s3.Bucket(
            self._name,
            bucket=self._plan.physical_name,
            force_destroy=self._plan.emptied_on_destroy,
            # Amazon S3 locks an existing bucket through its lock configuration, while a change of
            # this argument would replace the bucket: it counts on creation only.
            object_lock_enabled=True if self._plan.object_lock else None,
            tags=dict(tags),
            opts=self._component.stateful_child(
                ignore_changes=["objectLockEnabled"], delete_before_replace=True
            ),
        )

    def _close(self) -> aws.s3.BucketPolicy:
        """Attach the policy; switch off ACLs and public access."""
        aws.s3.BucketOwnershipControls(
            self._name,
            bucket=self.bucket.bucket,
            rule=aws.s3.BucketOwnershipControlsRuleArgs(object_ownership="BucketOwnerEnforced"),
            opts=self._component.child(),
        )
        block = aws.s3.BucketPublicAccessBlock(
            self._name,
            bucket=self.bucket.bucket,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=self._component.child(),
        )
        # Amazon S3 refuses to take both at the same time.
        return aws.s3.BucketPolicy(
            self._name,
            bucket=self.bucket.bucket,
            policy=document(*self._plan.statements),
            opts=self._component.child(depends_on=[block]),
        )

    def _encrypt(self, key_arn: pulumi.Input[str] | None) -> None:
        default = ByDefault(
            sse_algorithm="AES256" if key_arn is None else "aws:kms",
            kms_master_key_id=key_arn,
        )
        rule = aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
            apply_server_side_encryption_by_default=default,
            bucket_key_enabled=None if key_arn is None else True,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            self._name,
            bucket=self.bucket.bucket,
            rules=[rule],
            opts=self._component.child(),
        )

    def _keep_versions(self) -> aws.s3.BucketVersioning:
        versioning = aws.s3.BucketVersioning(
            self._name,
            bucket=self.bucket.bucket,
            versioning_configuration={"status": "Enabled"},
            opts=self._component.child(),
        )
        # Rules about noncurrent versions are for versioned buckets.
        aws.s3.BucketLifecycleConfiguration(
            self._name,
            bucket=self.bucket.bucket,
            rules=[lifecycle_rule(self._plan.retention)],
            opts=self._component.child(depends_on=[versioning]),
        )
        return versioning

    def _lock(self, lock: ObjectLock, versioning: aws.s3.BucketVersioning) -> None:
        aws.s3.BucketObjectLockConfiguration(
            self._name,
            bucket=self.bucket.bucket,
            rule=aws.s3.BucketObjectLockConfigurationRuleArgs(
                default_retention=aws.s3.BucketObjectLockConfigurationRuleDefaultRetentionArgs(
                    mode=lock.mode.value, days=lock.days
                )
            ),
            opts=self._component.stateful_child(depends_on=[versioning]),
        )

    def _log_to(self, log_bucket: pulumi.Input[str]) -> None:
        aws.s3.BucketLogging(
            self._name,
            bucket=self.bucket.bucket,
            target_bucket=log_bucket,
            target_prefix=f"{self._plan.physical_name}/",
            opts=self._component.child(),
        )
