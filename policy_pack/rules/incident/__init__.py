"""Rules about being told of incidents."""

from policy_pack.rules.incident import readiness

RULES = readiness.RULES
