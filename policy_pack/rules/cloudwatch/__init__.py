"""Rules about Amazon CloudWatch alarms."""

from soc2_baseline.policy_pack.rules.cloudwatch import actions, cis

RULES = (*actions.RULES, *cis.RULES)
