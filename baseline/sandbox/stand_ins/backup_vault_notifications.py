"""Notifications of a backup vault about its jobs."""

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Setting, operations
from soc2_baseline.baseline.sandbox.stand_ins.backup_vault_policy import vault

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
