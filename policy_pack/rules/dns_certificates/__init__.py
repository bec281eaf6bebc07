"""Rules about AWS Certificate Manager and Amazon Route 53."""

from policy_pack.rules.dns_certificates import certificates, zones

RULES = (*certificates.RULES, *zones.RULES)
