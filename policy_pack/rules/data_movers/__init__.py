"""Rules about AWS DMS, AWS Transfer Family and Amazon MQ."""

from policy_pack.rules.data_movers import guarded

RULES = (*guarded.RULES,)
