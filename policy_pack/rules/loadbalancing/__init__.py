"""Rules about load balancers, classic ones included."""

from policy_pack.rules.loadbalancing import availability, balancers, encryption, tls

RULES = (*encryption.RULES, *tls.RULES, *balancers.RULES, *availability.RULES)
