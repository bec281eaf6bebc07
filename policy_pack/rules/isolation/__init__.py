"""Rules that isolate tenants from each other, and production from other environments."""

from soc2_baseline.policy_pack.rules.isolation import environments, keys, pooled, tenants

RULES = (*tenants.RULES, *keys.RULES, *pooled.RULES, *environments.RULES)
"""One rule for each kind of join between tenants: networks, keys, all others."""
