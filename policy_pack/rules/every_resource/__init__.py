"""Rules about every resource, or about a stack as a whole."""

from soc2_baseline.policy_pack.rules.every_resource import (
    classes,
    credentials,
    exemptions,
    exposure,
    freshness,
    protection,
    provenance,
    providers,
    regions,
    retention,
    tags,
    tenants,
)

RULES = (
    *credentials.RULES,
    *tags.RULES,
    *classes.RULES,
    *exposure.RULES,
    *retention.RULES,
    *provenance.RULES,
    *tenants.RULES,
    *regions.RULES,
    *providers.RULES,
    *protection.RULES,
    *freshness.RULES,
    # Last: the used exceptions are known only after all other rules ran.
    *exemptions.RULES,
)
