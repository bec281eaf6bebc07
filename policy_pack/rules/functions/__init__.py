"""Rules about AWS Lambda."""

from policy_pack.rules.functions import environment, exposure, operation, zones

RULES = (*environment.RULES, *operation.RULES, *exposure.RULES, *zones.RULES)
