"""Rules about AWS IAM Identity Center."""

from policy_pack.rules.identity_center import sessions

RULES = sessions.RULES
