"""The access policy of a backup vault: denials for everybody (A1.2, C1.1)."""

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.statements import Effect, Principals, Statement

_POINTS = ("backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle")
_VAULT = (
    "backup:DeleteBackupVault",
    "backup:DeleteBackupVaultAccessPolicy",
    "backup:DeleteBackupVaultLockConfiguration",
)


def vault_statements(environment: Environment) -> list[Statement]:
    """Deny early deletion of recovery points, and of the vault if the profile protects data.

    Replacing the policy stays possible, in a reviewed change: otherwise a mistake in it could not
    be repaired.
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
        # Recovery points have ARNs of the services they come from.
        resources=["*"],
    )
