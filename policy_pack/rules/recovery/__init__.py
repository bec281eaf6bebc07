"""Rules about getting data and service back."""

from soc2_baseline.policy_pack.rules.recovery import objectives, pairs, restore_tests

RULES = (*restore_tests.RULES, *objectives.RULES, *pairs.RULES)
