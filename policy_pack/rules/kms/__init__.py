"""Rules about AWS KMS."""

from policy_pack.rules.kms import keys

RULES = (*keys.RULES,)
