"""One tenant of the SOC 2 baseline; settings are the `baseline:` keys of Pulumi.<stack>.yaml."""

from soc2_baseline.stacks.common.one_tenant import one_tenant
from soc2_baseline.stacks.common.run import run
from soc2_baseline.stacks.common.tenant_settings import TenantStackSettings

run(TenantStackSettings, one_tenant)
