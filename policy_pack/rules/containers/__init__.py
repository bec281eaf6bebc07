"""Rules about Amazon ECR, ECS and EKS."""

from soc2_baseline.policy_pack.rules.containers import (
    eks,
    environment,
    registries,
    repositories,
    services,
    tasks,
)

RULES = (
    *registries.RULES,
    *repositories.RULES,
    *tasks.RULES,
    *environment.RULES,
    *services.RULES,
    *eks.RULES,
)
