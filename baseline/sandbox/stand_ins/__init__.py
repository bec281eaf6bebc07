"""What moto lacks and the sandbox provides, one module per gap."""

from baseline.sandbox.stand_ins import (
    account_hosts,
    backup_plan,
    backup_restore_testing,
    backup_selection,
    backup_tags,
    backup_vault_policy,
    cloudtrail_trails,
    kms_rotation_period,
    managed_policies,
    resolver_query_logs,
    s3_logging_grant,
)
from baseline.sandbox.stand_ins.contract import StandIn

STAND_INS: tuple[StandIn, ...] = (
    backup_vault_policy.STAND_IN,
    backup_selection.STAND_IN,
    backup_plan.STAND_IN,
    backup_restore_testing.STAND_IN,
    backup_tags.STAND_IN,
    kms_rotation_period.STAND_IN,
    managed_policies.STAND_IN,
    s3_logging_grant.STAND_IN,
    cloudtrail_trails.STAND_IN,
    resolver_query_logs.STAND_IN,
    account_hosts.STAND_IN,
)


def install() -> None:
    """Apply all of them to the moto of this process."""
    for stand_in in STAND_INS:
        stand_in.apply()
