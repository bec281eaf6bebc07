"""The region control: denial of requests outside the regions in use.

The exempt actions of global services are those of AWS's own control (AWS Control Tower controls
reference: deny access to AWS based on the requested AWS Region).
"""

from collections.abc import Sequence

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.own_roles import watches
from soc2_baseline.components.organization.policies.wording import Denial
from soc2_baseline.components.statements import Statement
from soc2_baseline.core.knowledge.tables import table


def regions(environment: Environment, allowed: Sequence[str]) -> list[Statement]:
    """Deny every other region, except for roles that deploy and read detectors and defaults."""
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
