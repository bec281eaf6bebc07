"""Requests that must go through, and requests that must not, whatever the policies say.

They are answered before anything is provisioned, so that no policy, ours or one that a user adds,
locks the baseline out of an account, or quietly lets go of what it protects.
"""

from collections.abc import Sequence
from dataclasses import replace

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.rehearsals.cast import MEMBER, Cast
from soc2_baseline.components.organization.rehearsals.must_fail import refused
from soc2_baseline.components.organization.rehearsals.must_pass import needed
from soc2_baseline.core.control_policies.lint import Rehearsal


def rehearsals(
    environment: Environment, regions: Sequence[str], elsewhere: str | None, organization_id: str
) -> list[Rehearsal]:
    """Return every request that is tried; ``elsewhere`` is a region not in use, if there is one."""
    inside = replace(environment, account_id=MEMBER)
    cast = Cast(inside, regions[0], elsewhere, organization_id)
    return [*needed(cast), *refused(cast)]
