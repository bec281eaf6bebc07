"""The organization around the accounts; settings are the `baseline:` keys of the stack."""

from stacks.organization_settings import OrganizationSettings
from stacks.organization_stack import organization
from stacks.run import run

run(OrganizationSettings, organization)
