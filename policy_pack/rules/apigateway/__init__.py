"""Rules about Amazon API Gateway."""

from soc2_baseline.policy_pack.rules.apigateway import authorization, endpoints, stages

RULES = (*stages.RULES, *authorization.RULES, *endpoints.RULES)
