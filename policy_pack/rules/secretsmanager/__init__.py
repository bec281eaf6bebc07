"""Rules about AWS Secrets Manager and AWS Systems Manager."""

from policy_pack.rules.secretsmanager import parameters, rotation, secrets

RULES = (*secrets.RULES, *rotation.RULES, *parameters.RULES)
