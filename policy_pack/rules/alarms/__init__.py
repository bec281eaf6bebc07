"""Rules about alarms of Amazon CloudWatch."""

from policy_pack.rules.alarms import actions, cis

RULES = (*actions.RULES, *cis.RULES)
