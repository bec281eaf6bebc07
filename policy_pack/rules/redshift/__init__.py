"""Rules about Amazon Redshift, provisioned and serverless."""

from soc2_baseline.policy_pack.rules.redshift import operations, warehouses

RULES = (*warehouses.RULES, *operations.RULES)
