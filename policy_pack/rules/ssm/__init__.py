"""Rules about AWS Systems Manager: parameters, and documents for sessions."""

from soc2_baseline.policy_pack.rules.ssm import parameters

RULES = (*parameters.RULES,)
