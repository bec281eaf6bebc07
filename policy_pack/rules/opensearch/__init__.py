"""Rules about Amazon OpenSearch Service."""

from soc2_baseline.policy_pack.rules.opensearch import encryption, privacy

RULES = (*encryption.RULES, *privacy.RULES)
