"""Access policy of a backup vault."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Record, Setting, operations


def vault(backend: Any, given: Record) -> Record:
    """Return the vault's identifiers; fail if it does not exist."""
    found = backend.describe_backup_vault(given["BackupVaultName"])
    return {"BackupVaultArn": found.backup_vault_arn}


STAND_IN = stand_in(
    name="backup vault policy",
    gap="moto has no access policies of backup vaults",
    service="backup",
    handlers=operations(
        Setting(
            name="vault_policies",
            by=("BackupVaultName",),
            reads="GetBackupVaultAccessPolicy",
            writes={"PutBackupVaultAccessPolicy": vault},
            resets=("DeleteBackupVaultAccessPolicy",),
            defaults=None,
            needs=vault,
        )
    ),
)
