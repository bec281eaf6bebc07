"""Rules about AWS IAM Identity Center."""

from soc2_baseline.policy_pack.rules.identity_center import sessions

RULES = sessions.RULES
