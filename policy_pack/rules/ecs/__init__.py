"""Rules about Amazon ECS."""

from soc2_baseline.policy_pack.rules.ecs import environment, services, tasks

RULES = (*tasks.RULES, *environment.RULES, *services.RULES)
