"""Whom a backup vault tells about its jobs."""

from baseline.sandbox.contract import stand_in
from baseline.sandbox.described import Setting, operations
from baseline.sandbox.stand_ins.backup_vault_policy import vault

STAND_IN = stand_in(
    name="backup vault notifications",
    gap="moto has no notifications of backup vaults",
    service="backup",
    handlers=operations(
        Setting(
            name="vault_notifications",
            by=("BackupVaultName",),
            reads="GetBackupVaultNotifications",
            writes={"PutBackupVaultNotifications": vault},
            resets=("DeleteBackupVaultNotifications",),
            defaults=None,
            needs=vault,
        )
    ),
)
