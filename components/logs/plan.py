"""The plan of a LogArchive: names, policies, retention."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from soc2_baseline.components.arguments import ORGANIZATION_ID
from soc2_baseline.components.environment import AUDIT_LOG_DAYS, Environment
from soc2_baseline.components.logs.delivery import access_logs, audit_logs
from soc2_baseline.components.storage.bucket_policy import encryption_denials, transport_denials
from soc2_baseline.components.storage.hardened_bucket import BucketPlan
from soc2_baseline.components.storage.locks import ObjectLock
from soc2_baseline.components.storage.naming import bucket_name, bucket_name_problems
from soc2_baseline.components.storage.retention import (
    LONGEST_PERSONAL_DAYS,
    LONGEST_RETENTION_DAYS,
    Retention,
)
from soc2_baseline.components.tenant import prefixed_name
from soc2_baseline.core.vocabulary import DataClass, Profile

NONCURRENT_LOG_DAYS = 30
"""Logs are written once: what is noncurrent has expired, or was deleted against the rules."""

LOG_GROUP_DAYS = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827),
    *(2192, 2557, 2922, 3288, 3653),
)
"""Retention in days that Amazon CloudWatch Logs accepts."""

_SUFFIX = re.compile(r"[a-zA-Z0-9_.#-][a-zA-Z0-9_/.#-]*")


@dataclass(frozen=True)
class LogBuckets:
    """Physical names of the two buckets."""

    access: str
    audit: str


def log_buckets(environment: Environment, tenant_id: str, name: str) -> LogBuckets:
    """Return ``<tenant>-<name>-access-…`` and ``<tenant>-<name>-audit-…``."""
    access, audit = (prefixed_name(tenant_id, f"{name}-{role}") for role in ("access", "audit"))
    return LogBuckets(bucket_name(environment, access), bucket_name(environment, audit))


def bucket_problems(place: str, environment: Environment, tenant_id: str, name: str) -> list[str]:
    """Check the archive's name; ``access`` is the longer of the two roles."""
    return bucket_name_problems(place, environment, prefixed_name(tenant_id, f"{name}-access"))


def audit_days_problems(place: str, data_class: DataClass, days: int) -> list[str]:
    """Check that audit logs outlast the audited period, and that personal data does not stay."""
    personal = data_class is DataClass.PERSONAL
    longest = LONGEST_PERSONAL_DAYS if personal else LONGEST_RETENTION_DAYS
    if AUDIT_LOG_DAYS <= days <= longest:
        return []
    return [f"{place}: audit_days {days!r}; accepted are {AUDIT_LOG_DAYS} to {longest}"]


def log_group_problems(
    place: str, environment: Environment, log_groups: Mapping[str, int]
) -> list[str]:
    """Report log groups with a name or a retention that is not accepted."""
    floor = environment.floors.log_days
    accepted = [days for days in LOG_GROUP_DAYS if days >= floor]
    problems = []
    for suffix, days in log_groups.items():
        if not _SUFFIX.fullmatch(suffix):
            problems.append(
                f"{place}: log_groups: the name {suffix!r}; accepted are letters, digits"
                " and any of _ . # - and, but first, /"
            )
        if days not in accepted:
            problems.append(
                f"{place}: log_groups[{suffix!r}]: {days!r} days; accepted in"
                f" {environment.profile} are {', '.join(map(str, accepted))}"
            )
    return problems


def organization_problems(place: str, organization_id: str | None) -> list[str]:
    """Check the id of an organization."""
    if organization_id is None or ORGANIZATION_ID.fullmatch(organization_id):
        return []
    return [f"{place}: organization_id {organization_id!r}; accepted is one such as o-a1b2c3d4e5"]


def access_plan(environment: Environment, bucket: str) -> BucketPlan:
    """Plan the target of access logs: AWS takes none with a lock or a customer managed key."""
    return BucketPlan(
        physical_name=bucket,
        retention=Retention(NONCURRENT_LOG_DAYS, environment.floors.log_days),
        statements=[*transport_denials(environment, bucket), *access_logs(environment, bucket)],
        # Logs arrive by themselves, so without this nothing could be destroyed in a sandbox.
        emptied_on_destroy=environment.profile is Profile.SANDBOX,
    )


def audit_plan(
    environment: Environment, bucket: str, lock: ObjectLock, organization_id: str | None = None
) -> BucketPlan:
    """Plan the archive of audit logs, locked for as long as they are kept."""
    return BucketPlan(
        physical_name=bucket,
        retention=Retention(NONCURRENT_LOG_DAYS, lock.days),
        statements=[
            *transport_denials(environment, bucket),
            *encryption_denials(environment, bucket, except_services=True),
            *audit_logs(environment, bucket, organization_id),
        ],
        object_lock=lock,
    )
