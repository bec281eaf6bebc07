"""Rules about notification of incidents."""

from soc2_baseline.policy_pack.rules.incident import readiness

RULES = readiness.RULES
