"""Rules about Amazon API Gateway."""

from policy_pack.rules.apigateway import authorization, endpoints, stages

RULES = (*stages.RULES, *authorization.RULES, *endpoints.RULES)
