"""Rules about AWS Backup."""

from soc2_baseline.policy_pack.rules.backup import coverage, plans, vaults

RULES = (*plans.RULES, *vaults.RULES, *coverage.RULES)
