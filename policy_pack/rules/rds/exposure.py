"""Databases have no public address."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    expect,
    is_true,
)
from soc2_baseline.policy_pack.rules.rds.reading import CLUSTER, is_multi_az_cluster


def _judge(database: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(
        database.at("publiclyAccessible"),
        lambda public: not (is_true(public) or (public is None and _public_unless_told(database))),
        "public",
        "the database can have a public address",
    )


def _public_unless_told(database: Resource) -> bool:
    """Whether AWS makes it public by itself: a Multi-AZ cluster in the default subnet group is."""
    if database.type != CLUSTER or not is_multi_az_cluster(database):
        return False
    group = database.at("dbSubnetGroupName")
    return group is not UNKNOWN and group in (None, "", "default")


RULES = (
    ResourceRule(
        id="rds-not-public",
        types=("rds.Instance", "rds.ClusterInstance", "rds.Cluster"),
        criteria=("CC6.6",),
        severity=Severity.CRITICAL,
        summary="No database has a public address.",
        fix="Set publicly_accessible=False, and db_subnet_group_name to a group of yours.",
        keys={"public": "publicly_accessible"},
        reference="Amazon RDS user guide: hiding a DB instance in a VPC from the internet; "
        "Security Hub RDS.2; checkov CKV_AWS_17",
        why="A database with a public address can be scanned and attacked by anyone; one opening "
        "in a security group or one leaked password is then enough.",
        judge=_judge,
    ),
)
