"""Rules about AWS IAM."""

from soc2_baseline.policy_pack.rules.iam import (
    attachments,
    conflicts,
    console,
    escalation,
    exfiltration,
    federation,
    people,
    permissions,
    principals,
    reviews,
    root,
    trust,
    users,
)

RULES = (
    *permissions.RULES,
    *escalation.RULES,
    *exfiltration.RULES,
    *attachments.RULES,
    *trust.RULES,
    *federation.RULES,
    *people.RULES,
    *principals.RULES,
    *users.RULES,
    *console.RULES,
    *conflicts.RULES,
    *root.RULES,
    *reviews.RULES,
)
