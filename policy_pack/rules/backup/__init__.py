"""Rules about AWS Backup."""

from policy_pack.rules.backup import coverage, plans, vaults

RULES = (*plans.RULES, *vaults.RULES, *coverage.RULES)
