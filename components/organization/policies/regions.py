"""Nothing is done in regions that are not in use.

Actions that belong to no region are those that AWS spares in its own control (AWS Control Tower
controls reference: deny access to AWS based on the requested AWS Region).
"""

from collections.abc import Sequence

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.own_roles import watches
from soc2_baseline.components.organization.policies.wording import Denial
from soc2_baseline.components.statements import Statement
from soc2_baseline.core.knowledge.tables import table


def regions(environment: Environment, allowed: Sequence[str]) -> list[Statement]:
    """Deny every other region; detectors and defaults are still deployed and read there."""
    spared = table("organization_policies").facts["regions"]["global-actions"]
    return [
        Denial(
            sid="OurRegionsOnly",
            actions=spared,
            all_but=True,
            conditions={
                "StringNotEquals": {"aws:RequestedRegion": list(allowed)},
                "ArnNotLike": {"aws:PrincipalArn": watches(environment)},
            },
        )
    ]
