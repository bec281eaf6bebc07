"""Rules about AWS Certificate Manager and Amazon Route 53."""

from soc2_baseline.policy_pack.rules.route53_acm import certificates, zones

RULES = (*certificates.RULES, *zones.RULES)
