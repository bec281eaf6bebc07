"""Rules about AWS Organizations and AWS RAM."""

from soc2_baseline.policy_pack.rules.organizations import guardrails, sharing

RULES = (*guardrails.RULES, *sharing.RULES)
