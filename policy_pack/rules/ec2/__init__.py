"""Rules about Amazon EC2, EBS volumes and Auto Scaling."""

from soc2_baseline.policy_pack.rules.ec2 import (
    account,
    addresses,
    groups,
    management,
    metadata,
    user_data,
    volumes,
)

RULES = (
    *metadata.RULES,
    *addresses.RULES,
    *volumes.RULES,
    *account.RULES,
    *user_data.RULES,
    *management.RULES,
    *groups.RULES,
)
