"""Rules about AWS KMS."""

from soc2_baseline.policy_pack.rules.kms import grants, keys, policies

RULES = (*keys.RULES, *policies.RULES, *grants.RULES)
