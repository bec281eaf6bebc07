"""Rules about AWS Resource Access Manager."""

from soc2_baseline.policy_pack.rules.ram import sharing

RULES = (*sharing.RULES,)
