"""Rules about Amazon DynamoDB."""

from soc2_baseline.policy_pack.rules.dynamodb import capacity, policies, tables

RULES = (*tables.RULES, *policies.RULES, *capacity.RULES)
