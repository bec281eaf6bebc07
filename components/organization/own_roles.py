"""The baseline's own roles as guardrails know them: the one place for principals that are spared.

The names are those of ``components.access``: DeployRoles and BreakGlass make the roles.
"""

from soc2_baseline.components.access.names import BREAK_GLASS, BREAK_GLASS_KEEPER
from soc2_baseline.components.access.pipelines import DeployStep
from soc2_baseline.components.environment import Environment
from soc2_baseline.components.tenant import prefixed_name
from soc2_baseline.core.vocabulary import SHARED_TENANT

BOOTSTRAP_ROLE = "OrganizationAccountAccessRole"
"""The role that AWS Organizations makes in each account that it opens; only the management account
can take it: it deploys the baseline first, and is the last resort."""

OWN_ROLES = (prefixed_name(SHARED_TENANT, "*"), BOOTSTRAP_ROLE)
"""Names of what the baseline needs, for denials to change it."""


def pipeline_role(step: DeployStep) -> str:
    """Return the roles of a step: of the pipeline ``deploy``, and of others, ``deploy-tenants``."""
    return prefixed_name(SHARED_TENANT, f"deploy*-{step.value}")


def everywhere(environment: Environment, *names: str) -> list[str]:
    """Return the ARNs of these roles in every account of the organization."""
    return [f"arn:{environment.partition}:iam::*:role/{name}" for name in names]


def deploys(environment: Environment) -> list[str]:
    """Return the roles that may change what guardrails protect: update, and the last resort."""
    return everywhere(environment, pipeline_role(DeployStep.UPDATE), BOOTSTRAP_ROLE)


def repairs(environment: Environment) -> list[str]:
    """Return the roles that may also change roles and boundaries: break-glass and its keeper."""
    return [*deploys(environment), *everywhere(environment, BREAK_GLASS, BREAK_GLASS_KEEPER)]


def watches(environment: Environment) -> list[str]:
    """Return the roles that work in every enabled region: controls are deployed and read there."""
    return everywhere(environment, *map(pipeline_role, DeployStep), BOOTSTRAP_ROLE)
