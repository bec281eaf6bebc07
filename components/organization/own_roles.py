"""The baseline's own roles as guardrails know them: the one place for principals that are spared.

The names are those of ``components.access``: DeployRoles and BreakGlass make the roles.
"""

from soc2_baseline.components.access.names import BREAK_GLASS, BREAK_GLASS_KEEPER
from soc2_baseline.components.access.pipelines import DeployStep
from soc2_baseline.components.environment import Environment
from soc2_baseline.components.tenant import prefixed_name
from soc2_baseline.core.vocabulary import SHARED_TENANT

BOOTSTRAP_ROLE = "OrganizationAccountAccessRole"
"""What AWS Organizations makes in each account that it opens, and only the management account can
take: it deploys the baseline first, and is the last resort."""

HEARTBEAT = prefixed_name(SHARED_TENANT, "incidents-heartbeat")
"""Role by which EventBridge Scheduler sends heartbeats; see ``components.incident``."""

LOOKING = tuple(prefixed_name(SHARED_TENANT, f"people-{kind}") for kind in ("read-only", "auditor"))
"""Roles of people that change nothing."""

OWN_ROLES = (prefixed_name(SHARED_TENANT, "*"), BOOTSTRAP_ROLE)
"""Names of what the baseline needs, for denials to change it."""


def pipeline_role(step: DeployStep) -> str:
    """The roles of a step: of the pipeline ``deploy``, and of others, ``deploy-tenants``."""
    return prefixed_name(SHARED_TENANT, f"deploy*-{step.value}")


def everywhere(environment: Environment, *names: str) -> list[str]:
    """Roles of these names in every account of the organization."""
    return [f"arn:{environment.partition}:iam::*:role/{name}" for name in names]


def deploys(environment: Environment) -> list[str]:
    """Who may change what guardrails protect: the step that updates, and the last resort."""
    return everywhere(environment, pipeline_role(DeployStep.UPDATE), BOOTSTRAP_ROLE)


def repairs(environment: Environment) -> list[str]:
    """Who may also change roles, boundaries and providers: break-glass, and who opens it."""
    return [*deploys(environment), *everywhere(environment, BREAK_GLASS, BREAK_GLASS_KEEPER)]


def watches(environment: Environment) -> list[str]:
    """List the roles that work in every enabled region, used or not.

    Controls are deployed and read there, heartbeats show that findings arrive from there, and an
    intruder would be there.
    """
    own = (*map(pipeline_role, DeployStep), HEARTBEAT, BREAK_GLASS, *LOOKING)
    return everywhere(environment, *own, BOOTSTRAP_ROLE)
