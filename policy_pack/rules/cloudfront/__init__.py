"""Rules about Amazon CloudFront."""

from soc2_baseline.policy_pack.rules.cloudfront import origins, tls

RULES = (*tls.RULES, *origins.RULES)
