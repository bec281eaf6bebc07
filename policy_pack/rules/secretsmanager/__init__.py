"""Rules about AWS Secrets Manager and AWS Systems Manager."""

from soc2_baseline.policy_pack.rules.secretsmanager import parameters, rotation, stored

RULES = (*stored.RULES, *rotation.RULES, *parameters.RULES)
