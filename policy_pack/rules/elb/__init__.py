"""Rules about load balancers, classic ones included."""

from soc2_baseline.policy_pack.rules.elb import availability, balancers, encryption, tls

RULES = (*encryption.RULES, *tls.RULES, *balancers.RULES, *availability.RULES)
