"""The settings of a tenant, in a stack of its own or as one of several.

The stack of one tenant is the template in ``stacks/tenant``, whose files ``pulumi new`` copies into
projects of users: so no module may lie there, and what its program imports lies here.
"""

from pydantic import Field

from soc2_baseline.components.tenant import ObjectivesArgs, TenantArgs
from soc2_baseline.core.vocabulary import DataClass, Tier
from soc2_baseline.stacks.common.settings import AccountSettings, Model, Text


class TenantFields(Model):
    """Settings of a tenant, but for its id."""

    tier: Tier = Field(Tier.SILO, description="The isolation of the tenant.")
    data_class: DataClass = Field(DataClass.CONFIDENTIAL, description="Its most sensitive data.")
    cidr: Text = Field("10.0.0.0/20", description="Private IPv4 network, /16 to /24.")
    residency: list[str] = Field([], description="Regions its data may be in; empty: any.")
    objectives: dict[str, dict[str, str]] = Field(
        {}, description="Recovery objectives (rto, rpo) for data, az and region."
    )

    def args_of(self, tenant_id: str) -> TenantArgs:
        """Return the tenant as the argument of components."""
        objectives: ObjectivesArgs = self.objectives  # type: ignore[assignment]
        return {
            "id": tenant_id,
            "tier": self.tier,
            "data_class": self.data_class,
            "cidr": self.cidr,
            "residency": list(self.residency),
            "objectives": objectives,
        }


class TenantStackSettings(TenantFields, AccountSettings):
    """A stack of one tenant; flat keys, since ``pulumi new`` asks for text only."""

    tenant_id: Text = Field(description="3 to 20 characters: lower-case letters, digits, hyphens.")
    log_bucket: Text | None = Field(
        None, description="The account's access-log bucket; the tenant gets its own if left out."
    )

    def tenant_args(self) -> list[TenantArgs]:
        """Return the one tenant of the stack."""
        return [self.args_of(self.tenant_id)]
