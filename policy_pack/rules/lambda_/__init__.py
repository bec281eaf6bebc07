"""Rules about AWS Lambda."""

from soc2_baseline.policy_pack.rules.lambda_ import environment, exposure, operation, zones

RULES = (*environment.RULES, *operation.RULES, *exposure.RULES, *zones.RULES)
