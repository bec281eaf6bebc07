"""Rules about Amazon CloudWatch Logs and event buses."""

from soc2_baseline.policy_pack.rules.logs import groups, policies, protection

RULES = (*groups.RULES, *protection.RULES, *policies.RULES)
