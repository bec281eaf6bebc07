"""Rules about versions of runtimes and engines that AWS supports."""

from soc2_baseline.policy_pack.rules.runtimes import supported

RULES = (*supported.RULES,)
