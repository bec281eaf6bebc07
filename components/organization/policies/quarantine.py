"""Nothing happens in a new or a suspended account, until the baseline has been deployed."""

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.own_roles import deploys
from soc2_baseline.components.organization.policies.wording import Denial, sparing
from soc2_baseline.components.statements import Statement


def quarantine(environment: Environment) -> list[Statement]:
    """Deny everything to all but the roles that deploy the baseline."""
    spared = sparing(deploys(environment))
    return [Denial(sid="NothingBeforeTheBaseline", actions=["*"], conditions=spared)]
