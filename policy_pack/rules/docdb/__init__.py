"""Rules about Amazon DocumentDB, Amazon Neptune and DAX."""

from policy_pack.rules.docdb import parameters, stores

RULES = (*stores.RULES, *parameters.RULES)
