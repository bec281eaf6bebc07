"""Rules about Amazon Cognito."""

from soc2_baseline.policy_pack.rules.cognito import guarded, sign_in, threats

RULES = (*sign_in.RULES, *threats.RULES, *guarded.RULES)
