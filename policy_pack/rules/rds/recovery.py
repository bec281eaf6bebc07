"""Backups and deletion protection of databases."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    NotApplicable,
    Profile,
    Resource,
    ResourceRule,
    Severity,
    expect,
    is_true,
    number,
)
from soc2_baseline.policy_pack.rules.rds.reading import is_replica, is_restored

MOST_DAYS = 35
_DAYS = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_DAYS,
    "description": "Minimum number of days to keep automated backups; prod-days applies in prod.",
}


def _judge_backups(database: Resource, context: Context) -> Iterator[Finding]:
    if is_replica(database):
        raise NotApplicable("a replica is restored from its source's backups")
    kept = number(database.at("backupRetentionPeriod"))
    if kept is None and is_restored(database):
        raise NotApplicable("a restored database keeps the backup settings of its source")
    fewest = context.options["prod-days" if context.profile is Profile.PROD else "days"]
    yield from expect(
        kept,
        lambda days: days is not None and days >= fewest,
        "days",
        f"automated backups are kept for less than {fewest} days",
    )


def _judge_deletion(database: Resource, _context: Context) -> Iterator[Finding]:
    if is_replica(database):
        raise NotApplicable("a replica has the data of its source")
    yield from expect(
        database.at("deletionProtection"),
        is_true,
        "protection",
        "deletion protection is off: one call deletes the database",
    )


RULES = (
    ResourceRule(
        id="rds-backup-retention",
        types=("rds.Instance", "rds.Cluster"),
        criteria=("A1.2", "CC7.5"),
        severity=Severity.HIGH,
        summary="Automated backups are kept for the required time, in prod 35 days.",
        fix=f"Set backup_retention_period to 7 or more, in prod to {MOST_DAYS}.",
        keys={"days": "backup_retention_period"},
        options={"days": {**_DAYS, "default": 7}, "prod-days": {**_DAYS, "default": MOST_DAYS}},
        reference="Amazon RDS user guide: backup retention period; Security Hub RDS.11, RDS.50; "
        "checkov CKV_AWS_133",
        why="Data that was lost or damaged before the oldest backup cannot be restored: damage "
        "that is noticed after a week needs more than a week of backups.",
        judge=_judge_backups,
    ),
    ResourceRule(
        id="rds-deletion-protection",
        types=("rds.Instance", "rds.Cluster", "rds.GlobalCluster"),
        criteria=("A1.2", "C1.1"),
        severity=Severity.HIGH,
        prod_floor=True,
        summary="Databases have deletion protection.",
        fix="Set deletion_protection=True.",
        keys={"protection": "deletion_protection"},
        remedies={"protection": ("deletionProtection", True)},
        reference="Amazon RDS user guide: deletion protection; Security Hub RDS.7, RDS.8; "
        "checkov CKV_AWS_139, CKV_AWS_293",
        why="One call, by mistake or with a stolen credential, deletes the database and its "
        "automated backups.",
        judge=_judge_deletion,
    ),
)
