"""Public access to databases."""

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
        "the database is publicly accessible",
    )


def _public_unless_told(database: Resource) -> bool:
    """Return whether AWS makes it public by default: a Multi-AZ cluster in the default group."""
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
        summary="No database is publicly accessible.",
        fix="Set publicly_accessible=False, and db_subnet_group_name to your own subnet group.",
        keys={"public": "publicly_accessible"},
        reference="Amazon RDS user guide: hiding a DB instance in a VPC from the internet; "
        "Security Hub RDS.2; checkov CKV_AWS_17",
        why="Anybody can scan and attack a publicly accessible database; one opening in a "
        "security group or one leaked password is then enough.",
        judge=_judge,
    ),
)
