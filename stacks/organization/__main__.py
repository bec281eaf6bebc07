"""The organization of the accounts; settings are the `baseline:` keys of the stack."""

from soc2_baseline.stacks.common.run import run
from soc2_baseline.stacks.organization.program import organization
from soc2_baseline.stacks.organization.settings import OrganizationSettings

run(OrganizationSettings, organization)
