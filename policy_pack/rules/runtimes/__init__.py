"""Rules about the versions that AWS runs for us."""

from soc2_baseline.policy_pack.rules.runtimes import supported

RULES = (*supported.RULES,)
