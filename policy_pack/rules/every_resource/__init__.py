"""Rules that speak of every resource, or of a stack as a whole."""

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
    # Last: which exceptions were used is known only when all other rules were asked.
    *exemptions.RULES,
)
