"""Permissions of the role for emergencies: a deployment's work, and repairs of the guardrails."""

from soc2_baseline.components.access.deploy_permissions import DeployScope, changing
from soc2_baseline.components.access.names import (
    BREAK_GLASS,
    BREAK_GLASS_BOUNDARY,
    BREAK_GLASS_KEEPER,
)
from soc2_baseline.components.access.tables import ARCHIVE_CHANGES, GUARDS, LEAVING, SECRETS
from soc2_baseline.components.identity.scope import allow, deny
from soc2_baseline.components.statements import Statement

_LOG_READS = ("logs:FilterLogEvents", "logs:GetLogEvents")
_SPARED = ("ChangeEvents", "TagProviders")
"""Statements that the others cover too; a boundary has no room for it."""
_REPAIRS = ("iam:*OpenIDConnectProvider*",)


def allowed(scope: DeployScope) -> list[Statement]:
    """Return the policy and the boundary of the role, in the names of deployments, which it
    repairs with their roles, boundary and provider."""
    environment = scope.environment
    logs = environment.arn("logs", "log-group:/shared/*", region="*")
    return [
        *(statement for statement in changing(scope) if statement.sid not in _SPARED),
        allow("RepairProviders", _REPAIRS, *scope.iam("oidc-provider/*")),
        allow("ReadSharedLogs", _LOG_READS, logs),
    ]


def limits(scope: DeployScope) -> list[Statement]:
    """Deny in an emergency too: changes of evidence, secrets, and the role's own limits."""
    own = scope.iam(
        f"role/{BREAK_GLASS}",
        f"role/{BREAK_GLASS_KEEPER}",
        f"policy/{BREAK_GLASS}",
        f"policy/{BREAK_GLASS_BOUNDARY}",
    )
    changes = ("iam:Attach*", "iam:Create*", "iam:Delete*", "iam:Detach*", "iam:Put*", "iam:Set*")
    secrets = [name for name in SECRETS if not name.startswith("logs:")]
    archives = [name for name in ARCHIVE_CHANGES if name != "s3:DeleteObject*"]
    return [
        deny("OwnLimits", [*changes, "iam:Update*"], *own),
        deny("LeavingBoundary", LEAVING, "*"),
        deny("LosingEvidence", GUARDS, "*"),
        deny("Archives", archives, *scope.archives),
        deny("NoSecrets", secrets, "*"),
    ]


def keeping(scope: DeployScope) -> list[Statement]:
    """Allow to open and seal the role for emergencies, and nothing else."""
    actions = ["iam:GetRole", "iam:UpdateAssumeRolePolicy"]
    return [allow("Open", actions, *scope.iam(f"role/{BREAK_GLASS}"))]
