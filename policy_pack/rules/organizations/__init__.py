"""Rules about AWS Organizations."""

from soc2_baseline.policy_pack.rules.organizations import guardrails

RULES = (*guardrails.RULES,)
