"""Rules about Amazon EKS."""

from soc2_baseline.policy_pack.rules.eks import clusters

RULES = (*clusters.RULES,)
