"""Rules about Amazon CloudFront."""

from policy_pack.rules.cloudfront import origins, tls

RULES = (*tls.RULES, *origins.RULES)
