"""Rules about AWS IAM."""

from policy_pack.rules.iam import escalation, federation, people, permissions, principals, trust

RULES = (
    *permissions.RULES,
    *escalation.RULES,
    *trust.RULES,
    *federation.RULES,
    *people.RULES,
    *principals.RULES,
)
