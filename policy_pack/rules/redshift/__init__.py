"""Rules about Amazon Redshift, with clusters and without."""

from soc2_baseline.policy_pack.rules.redshift import operations, warehouses

RULES = (*warehouses.RULES, *operations.RULES)
