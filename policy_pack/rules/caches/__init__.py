"""Rules about Amazon ElastiCache and Amazon MemoryDB."""

from policy_pack.rules.caches import availability, guarded

RULES = (*guarded.RULES, *availability.RULES)
