"""Rules about what an account does by default, in each of its regions."""

from soc2_baseline.policy_pack.rules.account import closed, defaults

RULES = (*closed.RULES, *defaults.RULES)
