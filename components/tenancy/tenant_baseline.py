"""Everything of one tenant: key, roles, network, stores, logs and backups, tied together."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.identity.tenant_identity import (
    TenantIdentity,
    WorkforceArgs,
)
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.components.logs.log_archive import LogArchive
from soc2_baseline.components.network.tenant_network import TenantNetwork
from soc2_baseline.components.placement import placed
from soc2_baseline.components.recovery.backup_plan import BackupPlan
from soc2_baseline.components.storage.secure_bucket import SecureBucket
from soc2_baseline.components.storage.secure_table import SecureTable
from soc2_baseline.components.tenant import Tenant, TenantArgs, resolve_tenant
from soc2_baseline.core.vocabulary import Tier

CONTRACT_VERSION = 1
OWN_NETWORK = frozenset({Tier.SILO, Tier.ACCOUNT})


class TableArgs(TypedDict):
    """One DynamoDB table of a tenant; keys are text."""

    name: str
    """The table's name without the tenant."""
    hash_key: str
    """Name of the partition key."""
    range_key: NotRequired[str]
    """Name of the sort key."""
    ttl_attribute: NotRequired[str]
    """Attribute with the time of expiry in epoch seconds; required for personal data."""


class TenantBaselineArgs(TypedDict):
    """Arguments of :class:`TenantBaseline`."""

    environment: EnvironmentArgs
    """The tenant's environment."""
    tenant: TenantArgs
    """The tenant itself."""
    log_bucket: NotRequired[pulumi.Input[str]]
    """The account's access-log bucket; a tenant without one gets a log archive of its own."""
    tables: NotRequired[list[TableArgs]]
    """DynamoDB tables beside the data bucket; none by default."""
    workforce: NotRequired[WorkforceArgs]
    """The identity provider that people come from; the account's own principals by default."""
    copy_vault_arn: NotRequired[str]
    """Backup vault in another region; required once the objectives ask for the region."""


@dataclass(frozen=True)
class TenantBaselinePlan:
    """The checked arguments of TenantBaseline."""

    environment: Environment
    tenant: Tenant
    tables: tuple[TableArgs, ...]
    own_network: bool


def resolve(args: TenantBaselineArgs) -> TenantBaselinePlan:
    """Check the arguments and decide what the tenant's tier gets.

    Raises:
        ConfigError: an argument is unknown, missing or not accepted.
    """
    args, environment, _ = placed(args, TenantBaselineArgs, "TenantBaseline")
    tenant = resolve_tenant(args["tenant"])
    return TenantBaselinePlan(
        environment=environment,
        tenant=tenant,
        tables=tuple(args.get("tables") or ()),
        own_network=tenant.tier in OWN_NETWORK,
    )


class TenantBaseline(BaselineComponent, area="tenancy"):
    """One tenant, apart from every other (CC6.1, CC6.3, CC6.6, C1.1, A1.2).

    Provisions a key, the permissions boundary with the roles under it, a data bucket, the tables
    asked for, a backup vault with a daily plan over everything that carries the tenant's tag and,
    in the tiers ``silo`` and ``account``, a network. A tenant without a shared access-log bucket
    also gets a log archive. Everything is encrypted with the tenant's key and named after it.

    Costs:
        What the parts cost: see EncryptionKey, SecureBucket, SecureTable, BackupPlan,
        TenantNetwork.

    Leaves out:
        Compute; for a ``bridge`` tenant, the network.

    Raises:
        ConfigError: an argument is unknown, missing or not accepted.
    """

    key_arn: pulumi.Output[str]
    """The tenant's key."""
    boundary_arn: pulumi.Output[str]
    """The permissions boundary that every role of the tenant carries."""
    bucket_name: pulumi.Output[str]
    """The data bucket."""
    vault_arn: pulumi.Output[str]
    """The backup vault."""

    def __init__(
        self, name: str, args: TenantBaselineArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, plan.tenant, opts)
        tenant = self.tenant_id
        identity = self._identity(args)
        key = self.within(EncryptionKey, f"{tenant}-key", users=list(KeyUser))
        network = self._network(key, identity) if plan.own_network else None
        log_bucket = args.get("log_bucket") or self._archive(key).access_log_bucket
        bucket = self.within(SecureBucket, f"{tenant}-data", key_arn=key.arn, log_bucket=log_bucket)
        tables = {table["name"]: self._table(table, key) for table in plan.tables}
        backup = self._backup(args, key, identity)
        self.key_arn = key.arn
        self.boundary_arn = identity.boundary_arn
        self.bucket_name = bucket.bucket_name
        self.vault_arn = backup.vault_arn
        self.finish(
            {
                "contractVersion": CONTRACT_VERSION,
                "tenant": self.tenant_id,
                "keyArn": self.key_arn,
                "boundaryArn": self.boundary_arn,
                "roleArns": identity.role_arns,
                "bucketName": self.bucket_name,
                "tableNames": {table: made.table_name for table, made in tables.items()},
                "vaultArn": self.vault_arn,
                "vpcId": network.vpc_id if network else None,
                "subnetIds": network.subnet_ids if network else {},
            }
        )

    def _identity(self, args: TenantBaselineArgs) -> TenantIdentity:
        return self.within(
            TenantIdentity,
            f"{self.tenant_id}-identity",
            workforce=args.get("workforce"),
            copy_vault_arn=args.get("copy_vault_arn"),
        )

    def _network(self, key: EncryptionKey, identity: TenantIdentity) -> TenantNetwork:
        return self.within(
            TenantNetwork,
            f"{self.tenant_id}-network",
            key_arn=key.arn,
            boundary_arn=identity.boundary_arn,
        )

    def _archive(self, key: EncryptionKey) -> LogArchive:
        return self.within(LogArchive, f"{self.tenant_id}-logs", key_arn=key.arn)

    def _table(self, table: TableArgs, key: EncryptionKey) -> SecureTable:
        shape = {name: value for name, value in table.items() if name != "name"}
        name = f"{self.tenant_id}-{table['name']}"
        return self.within(SecureTable, name, key_arn=key.arn, **shape)

    def _backup(
        self, args: TenantBaselineArgs, key: EncryptionKey, identity: TenantIdentity
    ) -> BackupPlan:
        return self.within(
            BackupPlan,
            f"{self.tenant_id}-backup",
            key_arn=key.arn,
            boundary_arn=identity.boundary_arn,
            copy_vault_arn=args.get("copy_vault_arn"),
        )
