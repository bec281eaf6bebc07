"""Log exports of databases."""

import re
from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    ValueUnknown,
    expect,
    is_given,
)
from soc2_baseline.policy_pack.rules.rds.reading import (
    CLUSTER,
    engine,
    is_custom,
    is_multi_az_cluster,
    is_serverless_v1,
)

_AUDIT_AND_ERROR = frozenset({"audit", "error"})
_LOGS = {
    "postgres": frozenset({"postgresql"}),
    "aurora-postgresql": frozenset({"postgresql"}),
    "mysql": _AUDIT_AND_ERROR,
    "mariadb": _AUDIT_AND_ERROR,
    "aurora-mysql": _AUDIT_AND_ERROR,
    "sqlserver": frozenset({"error"}),
    "oracle": frozenset({"alert", "audit"}),
    "db2": frozenset({"diag.log"}),
}


def _judge(database: Resource, _context: Context) -> Iterator[Finding]:
    name = engine(database)
    if is_custom(name):
        raise NotApplicable("the logs of RDS Custom are on the owner's host")
    if database.type == CLUSTER and is_serverless_v1(database):
        raise NotApplicable("Aurora Serverless v1 publishes its logs automatically")
    wanted = _wanted(name)
    if name == "mysql" and not _can_audit(database):
        wanted = frozenset({"error"})
    exports = database.at("enabledCloudwatchLogsExports")
    if not wanted:  # a replica or a restored database, whose engine is not given
        yield from expect(
            exports, is_given, "logs", "the database does not publish logs to CloudWatch Logs"
        )
        return
    given = exports if isinstance(exports, list) else []
    missing = wanted - {text for text in given if isinstance(text, str)}
    if not missing:
        return
    if exports is UNKNOWN or any(text is UNKNOWN for text in given):
        raise ValueUnknown
    names = " and ".join(sorted(missing))
    yield Finding("logs", f"the database does not publish these logs: {names}")


def _can_audit(database: Resource) -> bool:
    """Return whether the audit plugin is available: not in Multi-AZ clusters, up to MySQL 8."""
    if database.type == CLUSTER and is_multi_az_cluster(database):
        return False
    return not re.match(r"9|\d\d", str(database.at("engineVersion")))


def _wanted(name: str) -> frozenset[str]:
    return _LOGS.get(name) or _LOGS.get(name.partition("-")[0], frozenset())


RULES = (
    ResourceRule(
        id="rds-log-exports",
        types=("rds.Instance", "rds.Cluster"),
        criteria=("CC7.2",),
        severity=Severity.MEDIUM,
        summary="The audit and error logs of each engine are published to CloudWatch Logs.",
        fix='Set enabled_cloudwatch_logs_exports, for example ["postgresql"] or ["audit", '
        '"error"].',
        keys={"logs": "enabled_cloudwatch_logs_exports"},
        reference="Amazon RDS user guide: publishing database logs to CloudWatch Logs; Security "
        "Hub RDS.9, RDS.34, RDS.36, RDS.37, RDS.40, RDS.42; checkov CKV_AWS_129, CKV_AWS_324, "
        "CKV_AWS_325",
        why="Logs on the database's own disk are rotated within days and deleted with it; nothing "
        "monitors them, and nobody can find out afterwards who connected.",
        judge=_judge,
    ),
)
