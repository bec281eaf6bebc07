"""One tenant of the SOC 2 baseline; settings are the `baseline:` keys of Pulumi.<stack>.yaml."""

from stacks.one_tenant import one_tenant
from stacks.run import run
from stacks.settings import TenantStackSettings

run(TenantStackSettings, one_tenant)
