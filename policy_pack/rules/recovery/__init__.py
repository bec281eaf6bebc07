"""Rules about recovery of data and services."""

from soc2_baseline.policy_pack.rules.recovery import objectives, pairs, restore_tests

RULES = (*restore_tests.RULES, *objectives.RULES, *pairs.RULES)
