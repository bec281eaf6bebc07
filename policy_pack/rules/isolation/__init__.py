"""Rules that keep tenants apart, and production from everything else."""

from soc2_baseline.policy_pack.rules.isolation import environments, keys, pooled, tenants

RULES = (*tenants.RULES, *keys.RULES, *pooled.RULES, *environments.RULES)
"""What joins two tenants is the business of one rule by its kind: networks, keys, all else."""
