"""The access policy of a backup vault."""

from typing import Any

from moto.backup.exceptions import ResourceNotFoundException

from baseline.sandbox.stand_ins.contract import StandIn, add_operations, store

POLICIES = "vault_policies"


def _put(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    backend.describe_backup_vault(given["BackupVaultName"])
    store(backend, POLICIES)[given["BackupVaultName"]] = given.get("Policy", "")
    return {}


def _get(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    vault = backend.describe_backup_vault(given["BackupVaultName"])
    policy = store(backend, POLICIES).get(vault.backup_vault_name)
    if policy is None:
        raise ResourceNotFoundException(f"Backup vault {vault.backup_vault_name} has no policy")
    return {
        "BackupVaultName": vault.backup_vault_name,
        "BackupVaultArn": vault.backup_vault_arn,
        "Policy": policy,
    }


def _delete(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    store(backend, POLICIES).pop(given["BackupVaultName"], None)
    return {}


_HANDLERS = {
    "PutBackupVaultAccessPolicy": _put,
    "GetBackupVaultAccessPolicy": _get,
    "DeleteBackupVaultAccessPolicy": _delete,
}

STAND_IN = StandIn(
    name="backup vault policy",
    gap="moto has no access policies of backup vaults",
    service="backup",
    operations=tuple(_HANDLERS),
    apply=lambda: add_operations("backup", _HANDLERS),
)
