"""Rules about the versions that AWS runs for us."""

from policy_pack.rules.runtimes import supported

RULES = (*supported.RULES,)
