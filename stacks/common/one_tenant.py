"""The stack of one tenant, for the template in ``stacks/tenant``."""

import pulumi

from soc2_baseline.components.tenancy.tenant_baseline import TenantBaseline, TenantBaselineArgs
from soc2_baseline.stacks.common.tenant_settings import TenantStackSettings


def one_tenant(settings: TenantStackSettings, opts: pulumi.ResourceOptions) -> None:
    """Provision the tenant and export the outputs for the product's own stack."""
    (tenant,) = settings.resolved_tenants
    args: TenantBaselineArgs = {"environment": settings.environment.args, "tenant": tenant.args}
    if settings.log_bucket:
        args["log_bucket"] = settings.log_bucket
    baseline = TenantBaseline(tenant.id, args, opts)
    pulumi.export("bucketName", baseline.bucket_name)
    pulumi.export("keyArn", baseline.key_arn)
    pulumi.export("boundaryArn", baseline.boundary_arn)
    pulumi.export("vaultArn", baseline.vault_arn)
