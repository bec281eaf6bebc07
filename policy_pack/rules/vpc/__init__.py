"""Rules about networks: security groups, network ACLs, VPCs, subnets, connections."""

from soc2_baseline.policy_pack.rules.vpc import (
    acls,
    client_vpn,
    defaults,
    egress,
    endpoints,
    firewall,
    flow_logs,
    group_joins,
    group_rules,
    groups,
    interconnect,
    subnets,
    zones,
)

RULES = (
    *groups.RULES,
    *group_joins.RULES,
    *group_rules.RULES,
    *egress.RULES,
    *defaults.RULES,
    *acls.RULES,
    *flow_logs.RULES,
    *zones.RULES,
    *endpoints.RULES,
    *subnets.RULES,
    *interconnect.RULES,
    *client_vpn.RULES,
    *firewall.RULES,
)
