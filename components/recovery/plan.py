"""Arguments of a BackupPlan, and the plan that follows from them."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi

from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.recovery.copies import copy_problems
from soc2_baseline.components.recovery.restore_schedule import (
    RestoreTest,
    RestoreTestArgs,
    restore_test,
    restore_test_problems,
)
from soc2_baseline.components.recovery.schedule import BackupRule, objective_problems, rules_for
from soc2_baseline.components.storage.locks import compliance_problems
from soc2_baseline.components.storage.retention import LONGEST_PERSONAL_DAYS
from soc2_baseline.components.tenant import Tenant, TenantArgs
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import SHARED_TENANT, DataClass

LONGEST_BACKUP_DAYS = 3650
COMPLIANCE_GRACE_DAYS = 7


class BackupPlanArgs(TypedDict):
    """Arguments of :class:`BackupPlan`."""

    environment: EnvironmentArgs
    """The environment of the backups."""
    tenant: NotRequired[TenantArgs]
    """The tenant that is backed up; left out for what is tagged ``tenant=shared``."""
    key_arn: pulumi.Input[str]
    """ARN of the customer managed key that encrypts the vault."""
    retention_days: NotRequired[int]
    """Days in which backups are kept; as the profile says by default, and never fewer."""
    copy_vault_arn: NotRequired[pulumi.Input[str]]
    """ARN of the vault in another region or account that backups are copied to; required where the
    tenant has an objective for the loss of the region."""
    boundary_arn: NotRequired[pulumi.Input[str]]
    """ARN of the permissions boundary of the backup role."""
    restore_test: NotRequired[RestoreTestArgs]
    """The restore tests; monthly, of the latest backup within a week, by default."""
    compliance_mode: NotRequired[bool]
    """Lock the vault so that nobody at all can undo it; ``False`` by default."""
    compliance_acknowledged: NotRequired[str]
    """The vault's name; required for ``compliance_mode``."""


@dataclass(frozen=True)
class Lock:
    """The vault's lock."""

    min_days: int
    max_days: int
    changeable_for_days: int | None


@dataclass(frozen=True)
class BackupSettings:
    """The checked arguments of BackupPlan."""

    environment: Environment
    tenant: Tenant | None
    tenant_id: str
    rules: tuple[BackupRule, ...]
    lock: Lock | None
    restore_test: RestoreTest


def resolve(args: BackupPlanArgs) -> BackupSettings:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = "BackupPlan"
    args, environment, tenant = placed(args, BackupPlanArgs, place)
    tenant_id = tenant.id if tenant else SHARED_TENANT
    floor = environment.floors.backup_days
    longest = _longest_days(tenant)
    keep_days = args.get("retention_days", floor)
    compliance = args.get("compliance_mode", False)
    restores = args.get("restore_test", RestoreTestArgs())
    problems = [
        *objective_problems(place, tenant),
        *copy_problems(place, environment, tenant, args.get("copy_vault_arn")),
        *compliance_problems(
            place,
            vault_name(tenant_id),
            wanted=compliance,
            acknowledged=args.get("compliance_acknowledged"),
        ),
        *restore_test_problems(place, environment, restores, max(floor, keep_days)),
    ]
    if not floor <= keep_days <= longest:
        problems.append(
            f"{place}: retention_days {keep_days!r}; accepted in {environment.profile}"
            f" are {floor} to {longest}"
        )
    if problems:
        raise ConfigError(problems)
    rules = rules_for(tenant, keep_days)
    least = min(floor, *(rule.delete_after_days for rule in rules))
    locked = environment.floors.vault_lock or compliance
    lock = Lock(least, longest, COMPLIANCE_GRACE_DAYS if compliance else None) if locked else None
    return BackupSettings(environment, tenant, tenant_id, rules, lock, restore_test(restores))


def vault_name(tenant_id: str) -> str:
    """Return the name of a tenant's vault."""
    return f"{tenant_id}-vault"


def _longest_days(tenant: Tenant | None) -> int:
    personal = tenant is not None and tenant.data_class is DataClass.PERSONAL
    return LONGEST_PERSONAL_DAYS if personal else LONGEST_BACKUP_DAYS
