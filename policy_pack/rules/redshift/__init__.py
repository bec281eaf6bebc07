"""Rules about Amazon Redshift, with clusters and without."""

from policy_pack.rules.redshift import operations, warehouses

RULES = (*warehouses.RULES, *operations.RULES)
