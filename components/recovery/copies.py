"""Checks of the vault that backups are copied to."""

import pulumi

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.tenant import Tenant

_REGION_FIELD = 3


def copy_problems(
    place: str,
    environment: Environment,
    tenant: Tenant | None,
    copy_vault_arn: pulumi.Input[str] | None,
) -> list[str]:
    """Report a missing copy, or one in a region where the tenant's data must not be."""
    if copy_vault_arn is None:
        if tenant is None or not tenant.wants_region_copy:
            return []
        return [
            f"{place}: tenant.objectives.region asks for copies, but copy_vault_arn is missing;"
            " accepted is the ARN of a vault in another region"
        ]
    if not isinstance(copy_vault_arn, str):
        return []
    fields = copy_vault_arn.split(":")
    if len(fields) <= _REGION_FIELD or ":backup-vault:" not in copy_vault_arn:
        return [f"{place}: copy_vault_arn {copy_vault_arn!r}; accepted is the ARN of a vault"]
    region = fields[_REGION_FIELD]
    problems = []
    if tenant and tenant.residency and region not in tenant.residency:
        problems.append(
            f"{place}: copy_vault_arn is in {region}; accepted by tenant.residency"
            f" are {', '.join(tenant.residency)}"
        )
    if tenant and tenant.wants_region_copy and region == environment.region:
        problems.append(
            f"{place}: copy_vault_arn is in {region}, whose loss tenant.objectives.region is"
            " about; accepted is the ARN of a vault in another region"
        )
    return problems
