"""A customer managed KMS key whose administration and use are different permissions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.keys.key_policy import KeyUser, key_statements
from soc2_baseline.components.placement import placed
from soc2_baseline.components.regions import REGIONS
from soc2_baseline.components.statements import document
from soc2_baseline.components.tenant import Tenant, TenantArgs
from soc2_baseline.core.errors import ConfigError

LONGEST_ROTATION_DAYS = 365
DELETION_WINDOW_DAYS = 30


class EncryptionKeyArgs(TypedDict):
    """Arguments of :class:`EncryptionKey`."""

    environment: EnvironmentArgs
    """The key's environment."""
    tenant: NotRequired[TenantArgs]
    """The tenant that the key belongs to; left out for the account's own."""
    users: list[KeyUser]
    """The AWS services that encrypt with it."""
    region: NotRequired[str]
    """The key's region, where it is not that of the environment; services of it use the key."""
    administrators: NotRequired[list[str]]
    """ARNs of roles that administer the key; the account (as its IAM policies say) by default."""
    rotation_days: NotRequired[int]
    """Days between rotations, 90 to 365; 365 by default."""


@dataclass(frozen=True)
class EncryptionKeyPlan:
    """The checked arguments of EncryptionKey."""

    environment: Environment
    region: str | None
    tenant: Tenant | None
    users: tuple[KeyUser, ...]
    administrators: tuple[str, ...]
    rotation_days: int


def resolve(args: EncryptionKeyArgs) -> EncryptionKeyPlan:
    """Check the arguments and fill in the defaults; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: an argument is unknown, missing or outside its bounds.
    """
    args, environment, tenant = placed(args, EncryptionKeyArgs, "EncryptionKey")
    region = args.get("region")
    rotation_days = args.get("rotation_days", LONGEST_ROTATION_DAYS)
    problems = list(_region_problems(environment, region))
    if not 90 <= rotation_days <= LONGEST_ROTATION_DAYS:
        problems.append(f"EncryptionKey: rotation_days {rotation_days!r}; accepted are 90 to 365")
    if problems:
        raise ConfigError(problems)
    return EncryptionKeyPlan(
        environment=replace(environment, region=region) if region else environment,
        region=region,
        tenant=tenant,
        users=tuple(args["users"]),
        administrators=tuple(args.get("administrators") or (environment.root_arn,)),
        rotation_days=rotation_days,
    )


def _region_problems(environment: Environment, region: str | None) -> Iterator[str]:
    """Report a region that does not exist, or is in another partition than the environment's."""
    partition = environment.partition
    if region is not None and REGIONS.get(region) != partition:
        accepted = ", ".join(sorted(name for name in REGIONS if REGIONS[name] == partition))
        yield f"EncryptionKey: region {region!r} is unknown; accepted are {accepted}"


class EncryptionKey(BaselineComponent, area="keys"):
    """A symmetric KMS key with its alias (CC6.1, C1.1, C1.2).

    Provisions the key, its policy and the alias ``alias/<tenant>-<name>``. Protected by default:
    rotation at most every 365 days; 30 days between the order to delete and deletion; nobody
    administers and uses at once; direct calls need the encryption context ``tenant=<id>``;
    services use it only through ``kms:ViaService`` for resources whose names carry the tenant.
    Amazon EBS may use it for everybody in the account whom IAM lets use volumes, as it may its own.

    Costs:
        One key a month, and the requests that use it.

    Leaves out:
        Replicas in other regions: each region has a key of its own.

    Raises:
        ConfigError: an argument is unknown, missing or outside its bounds.
    """

    arn: pulumi.Output[str]
    """The key's ARN."""
    key_id: pulumi.Output[str]
    """The key's id."""
    alias_name: pulumi.Output[str]
    """The alias, such as ``alias/acme-data``."""

    def __init__(
        self, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, plan.tenant, opts)
        key = aws.kms.Key(
            name,
            description=f"Encrypts what belongs to {self.tenant_id}",
            enable_key_rotation=True,
            rotation_period_in_days=plan.rotation_days,
            deletion_window_in_days=DELETION_WINDOW_DAYS,
            policy=document(
                *key_statements(plan.environment, self.tenant_id, plan.users, plan.administrators)
            ),
            region=plan.region,
            tags=self.tags,
            opts=self.stateful_child(),
        )
        alias = aws.kms.Alias(
            name,
            name=f"alias/{self.physical_name(name)}",
            target_key_id=key.id,
            region=plan.region,
            opts=self.child(),
        )
        self.arn = key.arn
        self.key_id = key.id
        self.alias_name = alias.name
        self.finish({"arn": self.arn, "keyId": self.key_id, "aliasName": self.alias_name})
