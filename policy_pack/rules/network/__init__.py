"""Rules about networks: security groups, network ACLs, VPCs, subnets, endpoints."""

from policy_pack.rules.network import (
    acls,
    defaults,
    endpoints,
    flow_logs,
    group_joins,
    groups,
    subnets,
    zones,
)

RULES = (
    *groups.RULES,
    *group_joins.RULES,
    *defaults.RULES,
    *acls.RULES,
    *flow_logs.RULES,
    *zones.RULES,
    *endpoints.RULES,
    *subnets.RULES,
)
