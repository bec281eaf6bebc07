"""Rules about AWS Secrets Manager."""

from soc2_baseline.policy_pack.rules.secretsmanager import rotation, stored

RULES = (*stored.RULES, *rotation.RULES)
