"""Rules about Amazon OpenSearch Service."""

from policy_pack.rules.opensearch import encryption, privacy

RULES = (*encryption.RULES, *privacy.RULES)
