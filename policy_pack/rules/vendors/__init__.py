"""Rules about those of outside who are let in."""

from policy_pack.rules.vendors import register

RULES = (*register.RULES,)
