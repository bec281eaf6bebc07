"""A bucket for a tenant's objects."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.storage.bucket_policy import encryption_denials, transport_denials
from soc2_baseline.components.storage.classes import data_class_of
from soc2_baseline.components.storage.hardened_bucket import BucketPlan, HardenedBucket
from soc2_baseline.components.storage.locks import ObjectLock, compliance_problems, lock_mode
from soc2_baseline.components.storage.naming import bucket_name, bucket_name_problems
from soc2_baseline.components.storage.retention import retention_of, retention_problems
from soc2_baseline.components.tenant import Tenant, TenantArgs, prefixed_name
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import SHARED_TENANT, DataClass

LONGEST_LOCK_DAYS = 36500


class SecureBucketArgs(TypedDict):
    """Arguments of :class:`SecureBucket`."""

    environment: EnvironmentArgs
    """The bucket's environment."""
    tenant: NotRequired[TenantArgs]
    """The tenant whose objects it holds; left out for the account's own."""
    key_arn: pulumi.Input[str]
    """ARN of the customer managed key that encrypts the objects."""
    log_bucket: pulumi.Input[str]
    """Name of the bucket that access is logged to."""
    data_class: NotRequired[DataClass]
    """The sensitivity of the objects; the tenant's by default, else ``internal``."""
    retention_days: NotRequired[int]
    """Days after which objects are deleted; never by default, 1095 at most for personal data."""
    object_lock_days: NotRequired[int]
    """Days in which nobody deletes or overwrites an object; no lock where left out."""
    compliance_mode: NotRequired[bool]
    """Lock so that nobody at all can undo it, not even AWS; ``False`` by default."""
    compliance_acknowledged: NotRequired[str]
    """The bucket's name; required for ``compliance_mode``."""


@dataclass(frozen=True)
class SecureBucketPlan:
    """The checked arguments of SecureBucket."""

    environment: Environment
    tenant: Tenant | None
    data_class: DataClass
    bucket: BucketPlan


def resolve(name: str, args: SecureBucketArgs) -> SecureBucketPlan:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = f"SecureBucket {name!r}"
    args, environment, tenant = placed(args, SecureBucketArgs, place)
    data_class = data_class_of(tenant, args.get("data_class"))
    prefixed = prefixed_name(tenant.id if tenant else SHARED_TENANT, name)
    physical_name = bucket_name(environment, prefixed)
    problems = bucket_name_problems(place, environment, prefixed)
    problems += retention_problems(place, data_class, args.get("retention_days"))
    problems += _lock_problems(place, physical_name, args, data_class)
    if problems:
        raise ConfigError(problems)
    days = args.get("object_lock_days")
    statements = [
        *transport_denials(environment, physical_name),
        *encryption_denials(environment, physical_name),
    ]
    bucket = BucketPlan(
        physical_name=physical_name,
        retention=retention_of(data_class, args.get("retention_days")),
        statements=statements,
        object_lock=ObjectLock(days, lock_mode(args.get("compliance_mode", False)))
        if days
        else None,
    )
    return SecureBucketPlan(environment, tenant, data_class, bucket)


def _lock_problems(
    place: str, physical_name: str, args: SecureBucketArgs, data_class: DataClass
) -> list[str]:
    days = args.get("object_lock_days")
    wanted = args.get("compliance_mode", False)
    problems = compliance_problems(
        place, physical_name, wanted=wanted, acknowledged=args.get("compliance_acknowledged")
    )
    if days is None:
        if wanted:
            problems.append(f"{place}: compliance_mode without object_lock_days; give both or none")
        return problems
    kept = retention_of(data_class, args.get("retention_days")).current_days or LONGEST_LOCK_DAYS
    if not 1 <= days <= kept:
        problems.append(
            f"{place}: object_lock_days {days!r}; accepted are 1 to {kept},"
            " since objects must not be locked for longer than retention_days lets them live"
        )
    return problems


class SecureBucket(BaselineComponent, area="storage"):
    """A private, encrypted, versioned and logged bucket (CC6.1, CC6.6, CC6.7, CC7.2, C1.1, C1.2).

    Provisions the bucket ``<tenant>-<name>-<account>-<region>`` with ownership controls, public
    access block, encryption, versioning, policy, logging and lifecycle, and a lock if asked for.
    By default: objects are encrypted with the customer managed key, and a put with another
    encryption or another account's key is denied (C1.1); so is everything without TLS 1.2 (CC6.7);
    no ACLs, nothing public (CC6.1, CC6.6); access is logged (CC7.2); overwritten and deleted
    objects can be had back for a while that follows the data class (A1.2), and are gone after
    it, personal data itself after three years (C1.2); locks are in governance mode.
    Who names a key in a put has to name it by its ARN: Amazon S3 compares what was sent.

    Costs:
        What is stored, versions included, and calls of the key by bucket key, not by object.

    Leaves out:
        Replication to another region, and backups: see BackupPlan.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    arn: pulumi.Output[str]
    """The bucket's ARN."""
    bucket_name: pulumi.Output[str]
    """The bucket's name; who takes it waits until the bucket's policy is there."""

    def __init__(
        self, name: str, args: SecureBucketArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(name, args)
        super().__init__(name, plan.environment, plan.tenant, opts, data_class=plan.data_class)
        hardened = HardenedBucket(
            self,
            name,
            plan.bucket,
            tags=self.tags,
            key_arn=args["key_arn"],
            log_bucket=args["log_bucket"],
        )
        self.arn = hardened.bucket.arn
        self.bucket_name = hardened.ready_name
        self.finish({"arn": self.arn, "bucketName": self.bucket_name})
