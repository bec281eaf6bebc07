"""Rules about Amazon DynamoDB."""

from policy_pack.rules.dynamodb import capacity, policies, tables

RULES = (*tables.RULES, *policies.RULES, *capacity.RULES)
