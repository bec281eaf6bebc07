"""Rules about Amazon ECR."""

from soc2_baseline.policy_pack.rules.ecr import registries, repositories

RULES = (*registries.RULES, *repositories.RULES)
