"""Rules about Amazon EFS."""

from policy_pack.rules.efs import guarded

RULES = (*guarded.RULES,)
