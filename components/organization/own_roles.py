"""The baseline's own roles in guardrails: the only list of exempt principals.

The names are those of ``components.access``: DeployRoles and BreakGlass create the roles.
"""

from soc2_baseline.components.access.names import BREAK_GLASS, BREAK_GLASS_KEEPER
from soc2_baseline.components.access.pipelines import DeployStep
from soc2_baseline.components.environment import Environment
from soc2_baseline.components.tenant import prefixed_name
from soc2_baseline.core.vocabulary import SHARED_TENANT

BOOTSTRAP_ROLE = "OrganizationAccountAccessRole"
"""The role that AWS Organizations creates in each new account. Only the management account can
assume it: for the first deployment of the baseline, and as a last resort."""

HEARTBEAT = prefixed_name(SHARED_TENANT, "incidents-heartbeat")
"""EventBridge Scheduler's role for heartbeats; see ``components.incident``."""

LOOKING = tuple(prefixed_name(SHARED_TENANT, f"people-{kind}") for kind in ("read-only", "auditor"))
"""Read-only roles of people."""

OWN_ROLES = (prefixed_name(SHARED_TENANT, "*"), BOOTSTRAP_ROLE)
"""Name patterns of the roles that the baseline needs, for denials of changes to them."""


def pipeline_role(step: DeployStep) -> str:
    """Return the pattern of a step's role names, in ``deploy`` and others (``deploy-tenants``)."""
    return prefixed_name(SHARED_TENANT, f"deploy*-{step.value}")


def everywhere(environment: Environment, *names: str) -> list[str]:
    """Return ARN patterns of the roles with these names, in every account of the organization."""
    return [f"arn:{environment.partition}:iam::*:role/{name}" for name in names]


def deploys(environment: Environment) -> list[str]:
    """List the roles that may change what guardrails protect: update step, and last resort."""
    return everywhere(environment, pipeline_role(DeployStep.UPDATE), BOOTSTRAP_ROLE)


def repairs(environment: Environment) -> list[str]:
    """List the roles that may change roles, boundaries and providers too: break-glass, keeper."""
    return [*deploys(environment), *everywhere(environment, BREAK_GLASS, BREAK_GLASS_KEEPER)]


def watches(environment: Environment) -> list[str]:
    """List the roles that are allowed in every enabled region, in use or not.

    Controls are deployed and read in each region, heartbeats prove that its findings arrive, and
    an intruder would use an unwatched one.
    """
    own = (*map(pipeline_role, DeployStep), HEARTBEAT, BREAK_GLASS, *LOOKING)
    return everywhere(environment, *own, BOOTSTRAP_ROLE)
