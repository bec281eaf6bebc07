"""The policy of a backup vault: actions that nobody may take on it (A1.2, C1.1)."""

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.statements import Effect, Principals, Statement

_POINTS = ("backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle")
_VAULT = (
    "backup:DeleteBackupVault",
    "backup:DeleteBackupVaultAccessPolicy",
    "backup:DeleteBackupVaultLockConfiguration",
)


def vault_statements(environment: Environment) -> list[Statement]:
    """Deny to delete recovery points before their lifecycle ends, and protected vaults at all.

    Putting another policy stays possible, in a change that somebody reviews: a vault whose policy
    nobody could ever change would be beyond repair.
    """
    statements = [_deny("DenyEarlyDeletion", _POINTS)]
    if environment.floors.protect:
        statements.append(_deny("DenyRemoval", _VAULT))
    return statements


def _deny(sid: str, actions: tuple[str, ...]) -> Statement:
    return Statement(
        sid=sid,
        effect=Effect.DENY,
        principals=Principals(anyone=True),
        actions=actions,
        # Recovery points carry ARNs of the services that they come from.
        resources=["*"],
    )
