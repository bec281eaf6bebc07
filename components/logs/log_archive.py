"""Archives of server access logs and audit logs, and log groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import (
    AUDIT_LOG_DAYS,
    Environment,
    EnvironmentArgs,
)
from soc2_baseline.components.logs.plan import (
    access_plan,
    audit_days_problems,
    audit_plan,
    bucket_problems,
    log_buckets,
    log_group_problems,
    organization_problems,
)
from soc2_baseline.components.placement import placed
from soc2_baseline.components.storage.hardened_bucket import BucketPlan, HardenedBucket
from soc2_baseline.components.storage.locks import ObjectLock, compliance_problems, lock_mode
from soc2_baseline.components.tenant import Tenant, TenantArgs
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import SHARED_TENANT, DataClass

ACCESS_LOGS = "access-logs"
AUDIT_ARCHIVE = "audit-archive"


class LogArchiveArgs(TypedDict):
    """Arguments of :class:`LogArchive`."""

    environment: EnvironmentArgs
    """The environment that keeps the logs."""
    tenant: NotRequired[TenantArgs]
    """The tenant whose logs they are; left out for the account's own."""
    key_arn: pulumi.Input[str]
    """ARN of the customer managed key that encrypts audit logs and log groups."""
    audit_days: NotRequired[int]
    """Days in which audit logs are kept and locked, 400 or more; 400 by default."""
    compliance_mode: NotRequired[bool]
    """Lock audit logs so that nobody at all can undo it; ``False`` by default."""
    compliance_acknowledged: NotRequired[str]
    """The audit bucket's name; required for ``compliance_mode``."""
    organization_id: NotRequired[str]
    """The organization whose trail, one of this account, delivers here too: ``o-a1b2c3d4e5``."""
    log_groups: NotRequired[dict[str, int]]
    """Log groups ``/<tenant>/<key>``, each with the days in which it keeps events."""


@dataclass(frozen=True)
class LogArchivePlan:
    """The checked arguments of LogArchive."""

    environment: Environment
    tenant: Tenant | None
    data_class: DataClass
    access: BucketPlan
    audit: BucketPlan
    log_groups: Mapping[str, int]


def resolve(name: str, args: LogArchiveArgs) -> LogArchivePlan:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = f"LogArchive {name!r}"
    args, environment, tenant = placed(args, LogArchiveArgs, place)
    tenant_id = tenant.id if tenant else SHARED_TENANT
    data_class = tenant.data_class if tenant else DataClass.CONFIDENTIAL
    buckets = log_buckets(environment, tenant_id, name)
    days = args.get("audit_days", AUDIT_LOG_DAYS)
    compliance = args.get("compliance_mode", False)
    log_groups = dict(args.get("log_groups") or {})
    problems = [
        *bucket_problems(place, environment, tenant_id, name),
        *audit_days_problems(place, data_class, days),
        *compliance_problems(
            place,
            buckets.audit,
            wanted=compliance,
            acknowledged=args.get("compliance_acknowledged"),
        ),
        *log_group_problems(place, environment, log_groups),
        *organization_problems(place, args.get("organization_id")),
    ]
    if problems:
        raise ConfigError(problems)
    return LogArchivePlan(
        environment=environment,
        tenant=tenant,
        data_class=data_class,
        access=access_plan(environment, buckets.access),
        audit=audit_plan(
            environment,
            buckets.audit,
            ObjectLock(days, lock_mode(compliance)),
            args.get("organization_id"),
        ),
        log_groups=log_groups,
    )


class LogArchive(BaselineComponent, area="logs"):
    """Two buckets with two roles, and log groups (CC6.1, CC7.2, CC7.3, C1.1, PI1.5).

    Provisions the target of server access logs (``service`` tag ``access-logs``), the archive of
    audit logs (``audit-archive``) and log groups. By default: audit logs are encrypted with the
    customer managed key, and neither changed nor deleted for 400 days (Object Lock in governance
    mode); CloudTrail and log delivery write there for this account only; access to the archive is
    logged in turn; no ACLs, nothing public, no plain or old TLS. The target of access logs has
    SSE-S3 and no lock, because Amazon S3 delivers to no other. Log groups are encrypted and
    expire no sooner than the profile says.

    Costs:
        What is stored and ingested, by volume.

    Leaves out:
        Trails, flow logs, and an archive for AWS Config, which cannot deliver to a locked bucket.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    access_log_bucket: pulumi.Output[str]
    """Name of the target of server access logs; who takes it waits until S3 may deliver there."""
    access_log_bucket_arn: pulumi.Output[str]
    """Its ARN."""
    audit_bucket: pulumi.Output[str]
    """Name of the archive of audit logs; who takes it waits until services may deliver there."""
    audit_bucket_arn: pulumi.Output[str]
    """Its ARN."""
    log_group_names: dict[str, pulumi.Output[str]]
    """Names of the log groups by the keys of the argument ``log_groups``."""

    def __init__(
        self, name: str, args: LogArchiveArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(name, args)
        super().__init__(name, plan.environment, plan.tenant, opts, data_class=plan.data_class)
        access = HardenedBucket(self, f"{name}-access", plan.access, tags=self._access_log_tags())
        audit = HardenedBucket(
            self,
            f"{name}-audit",
            plan.audit,
            tags={**self.tags, "service": AUDIT_ARCHIVE},
            key_arn=args["key_arn"],
            log_bucket=access.ready_name,
        )
        groups = self._make_log_groups(plan.log_groups, args["key_arn"])
        self.access_log_bucket = access.ready_name
        self.access_log_bucket_arn = access.bucket.arn
        self.audit_bucket = audit.ready_name
        self.audit_bucket_arn = audit.bucket.arn
        self.log_group_names = {suffix: group.name for suffix, group in groups.items()}
        self.finish(
            {
                "accessLogBucket": self.access_log_bucket,
                "accessLogBucketArn": self.access_log_bucket_arn,
                "auditBucket": self.audit_bucket,
                "auditBucketArn": self.audit_bucket_arn,
                "logGroupNames": self.log_group_names,
            }
        )

    def _access_log_tags(self) -> dict[str, str]:
        # Keys and addresses, not contents: what they tell is internal whatever the bucket holds.
        tags = self.environment.tags(self.tenant_id, DataClass.INTERNAL, self.exposure)
        return {**tags, "service": ACCESS_LOGS}

    def _make_log_groups(
        self, retention: Mapping[str, int], key_arn: pulumi.Input[str]
    ) -> dict[str, aws.cloudwatch.LogGroup]:
        return {
            suffix: aws.cloudwatch.LogGroup(
                f"{self.name}-{suffix}",
                name=f"/{self.tenant_id}/{suffix}",
                retention_in_days=days,
                kms_key_id=key_arn,
                # Left alone in a sandbox: AWS wants False said aloud once it was True.
                deletion_protection_enabled=self.environment.floors.protect or None,
                tags=self.tags,
                opts=self.stateful_child(delete_before_replace=True),
            )
            for suffix, days in retention.items()
        }
