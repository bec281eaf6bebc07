"""Rules about Elastic Load Balancing, including Classic Load Balancers."""

from soc2_baseline.policy_pack.rules.elb import availability, balancers, encryption, tls

RULES = (*encryption.RULES, *tls.RULES, *balancers.RULES, *availability.RULES)
