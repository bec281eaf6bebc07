"""Rules that speak of every resource, or of a stack as a whole."""

from policy_pack.rules.stackwide import (
    credentials,
    exemptions,
    protection,
    providers,
    regions,
    tags,
    tenants,
)

RULES = (
    *credentials.RULES,
    *tags.RULES,
    *tenants.RULES,
    *regions.RULES,
    *providers.RULES,
    *protection.RULES,
    # Last: which exceptions were used is known only when all other rules were asked.
    *exemptions.RULES,
)
