"""Rules about Amazon ElastiCache and Amazon MemoryDB."""

from soc2_baseline.policy_pack.rules.elasticache import availability, guarded

RULES = (*guarded.RULES, *availability.RULES)
