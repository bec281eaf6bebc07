"""Rules about those of outside who are let in."""

from soc2_baseline.policy_pack.rules.vendors import register

RULES = (*register.RULES,)
