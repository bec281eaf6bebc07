"""Rules about the default settings of an account in each of its regions."""

from soc2_baseline.policy_pack.rules.account import closed, defaults

RULES = (*closed.RULES, *defaults.RULES)
