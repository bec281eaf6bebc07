"""The settings of the all-in-one stack."""

from pydantic import Field

from soc2_baseline.components.tenant import TenantArgs
from soc2_baseline.stacks.common.settings import AccountSettings, Model, Text
from soc2_baseline.stacks.common.tenant_settings import TenantFields


class TenantId(Model):
    """The id of a tenant, which pydantic lists before the other fields of an entry."""

    id: Text = Field(description="3 to 20 characters: lower-case letters, digits, hyphens.")


class TenantEntry(TenantFields, TenantId):
    """One of the tenants of a stack."""


class EstateSettings(AccountSettings):
    """The all-in-one stack: an account and its tenants."""

    tenants: list[TenantEntry] = Field([], description="The tenants, in any order.")

    def tenant_args(self) -> list[TenantArgs]:
        """Return the tenants of the stack."""
        return [tenant.args_of(tenant.id) for tenant in self.tenants]
