"""Rules about Amazon DocumentDB, Amazon Neptune and DAX."""

from soc2_baseline.policy_pack.rules.docdb_neptune import parameters, stores

RULES = (*stores.RULES, *parameters.RULES)
