"""Rules about AWS Organizations, and sharing inside one."""

from soc2_baseline.policy_pack.rules.organizations import guardrails, sharing

RULES = (*guardrails.RULES, *sharing.RULES)
