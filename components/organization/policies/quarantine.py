"""Quarantine of new and suspended accounts until the baseline is deployed."""

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.own_roles import deploys
from soc2_baseline.components.organization.policies.wording import Denial, sparing
from soc2_baseline.components.statements import Statement


def quarantine(environment: Environment) -> list[Statement]:
    """Deny all actions except to the roles that deploy the baseline."""
    spared = sparing(deploys(environment))
    return [Denial(sid="NothingBeforeTheBaseline", actions=["*"], conditions=spared)]
