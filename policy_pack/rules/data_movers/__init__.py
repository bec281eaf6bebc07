"""Rules about AWS DMS, AWS Transfer Family and Amazon MQ."""

from soc2_baseline.policy_pack.rules.data_movers import guarded

RULES = (*guarded.RULES,)
