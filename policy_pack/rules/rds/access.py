"""IAM database authentication."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    expect,
    is_true,
)
from soc2_baseline.policy_pack.rules.rds.reading import CLUSTER, engine, is_serverless_v1

_ENGINES = ("postgres", "mysql", "mariadb", "aurora-postgresql", "aurora-mysql")


def _judge(database: Resource, _context: Context) -> Iterator[Finding]:
    on = database.at("iamDatabaseAuthenticationEnabled")
    if on is not UNKNOWN and is_true(on):
        return
    if engine(database) not in _ENGINES:
        raise NotApplicable("the engine does not support IAM database authentication")
    if database.type == CLUSTER and is_serverless_v1(database):
        raise NotApplicable("Aurora Serverless v1 does not support IAM database authentication")
    yield from expect(on, is_true, "iam", "IAM database authentication is off")


RULES = (
    ResourceRule(
        id="rds-iam-auth",
        types=("rds.Instance", "rds.Cluster"),
        criteria=("CC6.1",),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Databases have IAM database authentication enabled.",
        fix="Set iam_database_authentication_enabled=True.",
        keys={"iam": "iam_database_authentication_enabled"},
        remedies={"iam": ("iamDatabaseAuthenticationEnabled", True)},
        reference="Amazon RDS user guide: IAM database authentication; Security Hub RDS.10, "
        "RDS.12; checkov CKV_AWS_161, CKV_AWS_162",
        why="Database passwords are long-lived, shared, and stay valid after people leave; an IAM "
        "token lasts 15 minutes and ends with the identity.",
        judge=_judge,
    ),
)
