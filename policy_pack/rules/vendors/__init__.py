"""Rules about third parties with access."""

from soc2_baseline.policy_pack.rules.vendors import register

RULES = (*register.RULES,)
