"""Rules about Amazon EFS."""

from soc2_baseline.policy_pack.rules.efs import guarded

RULES = (*guarded.RULES,)
