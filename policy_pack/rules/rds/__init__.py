"""Rules about Amazon RDS and Aurora."""

from soc2_baseline.policy_pack.rules.rds import (
    access,
    availability,
    encryption,
    exposure,
    logs,
    master_secrets,
    operations,
    recovery,
    snapshots,
    subnets,
    transport,
)

RULES = (
    *encryption.RULES,
    *exposure.RULES,
    *availability.RULES,
    *recovery.RULES,
    *transport.RULES,
    *access.RULES,
    *master_secrets.RULES,
    *logs.RULES,
    *operations.RULES,
    *snapshots.RULES,
    *subnets.RULES,
)
