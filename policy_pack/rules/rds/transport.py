"""Enforcement of TLS for database connections."""

import re
from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    expect,
    guarded,
    is_true,
    known,
)
from soc2_baseline.policy_pack.rules.rds.parameters import Group, group_of, is_off, is_on, parameter
from soc2_baseline.policy_pack.rules.rds.reading import engine, is_replica, lacking

_GROUPS = {
    "rds.Instance": ("parameterGroupName", "rds.ParameterGroup"),
    "rds.Cluster": ("dbClusterParameterGroupName", "rds.ClusterParameterGroup"),
}
_PARAMETERS = {
    "postgres": "rds.force_ssl",
    "aurora-postgresql": "rds.force_ssl",
    "sqlserver": "rds.force_ssl",
    "mysql": "require_secure_transport",
    "aurora-mysql": "require_secure_transport",
    "mariadb": "require_secure_transport",
}
_FORCED_SINCE = {
    "postgres": (15,),
    "aurora-postgresql": (17,),
    "aurora-mysql": (8, 4),
    "mysql": (9,),
    "mariadb": (11, 8),
}
"""Versions whose default for the parameter requires TLS."""
_FAMILY = re.compile(r"([a-z][a-z0-9-]*?[a-z])-?([0-9][0-9.]*)?")
_PLAIN = "clients may connect without TLS"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    used: set[str] = set()
    for short, (prop, group_type) in _GROUPS.items():
        for database in graph.of(short):
            yield from guarded(_database, database, "group", graph, prop, group_type, used, context)
    for group in graph.of("rds.ParameterGroup", "rds.ClusterParameterGroup"):
        if group.urn not in used:
            yield from guarded(_group, group, "parameter")
    for proxy in graph.of("rds.Proxy"):
        yield from expect(proxy.at("requireTls"), is_true, "proxy", _PLAIN, urn=proxy.urn)


def _database(
    database: Resource,
    graph: StackGraph,
    prop: str,
    group_type: str,
    used: set[str],
    context: Context,
) -> Iterator[Finding]:
    group = group_of(graph, database, prop, group_type)
    if isinstance(group, Resource):
        used.add(group.urn)
        try:
            forced = _forced(group)
        except ValueUnknown:
            yield Finding("parameter", _PLAIN, Verdict.UNDETERMINED, database.urn)
            return
        if forced is False:
            yield Finding("parameter", _PLAIN, urn=database.urn)
    elif group is Group.DEFAULT and not is_replica(database):
        kind, version = _family(str(database.at(prop)).removeprefix("default."))
        if not kind or not version:
            kind, version = _kind(engine(database)), known(database.at("engineVersion"))
        if kind in _PARAMETERS and not _by_default(kind, version):
            yield lacking(context, group_type, "group", _PLAIN, database.urn)


def _group(group: Resource) -> Iterator[Finding]:
    """Check a group for databases of other stacks: only a parameter switched off counts."""
    kind, _ = _family(group.at("family"))
    if kind in _PARAMETERS and is_off(parameter(group, _PARAMETERS[kind])):
        yield Finding("parameter", _PLAIN, urn=group.urn)


def _forced(group: Resource) -> bool | None:
    """Return whether databases with this group require TLS; None if the engine has no parameter."""
    kind, version = _family(group.at("family"))
    if kind not in _PARAMETERS:
        return None
    value = parameter(group, _PARAMETERS[kind])
    return _by_default(kind, version) if value is None else is_on(value)


def _family(family: Any) -> tuple[str, str]:
    """Return the engine and its version in the name of a family such as ``aurora-mysql8.0``."""
    text = known(family)
    match = _FAMILY.fullmatch(text.lower()) if isinstance(text, str) else None
    return (_kind(match[1]), match[2] or "") if match else ("", "")


def _kind(name: str) -> str:
    return "sqlserver" if name.startswith("sqlserver-") else name


def _by_default(kind: str, version: object) -> bool:
    since = _FORCED_SINCE.get(kind)
    if since is None:
        return False
    if version in (None, ""):
        return kind == "postgres"  # for the others AWS may choose an older version
    parts = re.findall(r"[0-9]+", str(version))
    return tuple(int(part[:9]) for part in parts[:2]) >= since


RULES = (
    StackRule(
        id="rds-tls-enforced",
        types=(
            "rds.Instance",
            "rds.Cluster",
            "rds.ParameterGroup",
            "rds.ClusterParameterGroup",
            "rds.Proxy",
        ),
        criteria=("CC6.7",),
        severity=Severity.HIGH,
        summary="Databases and proxies reject connections without TLS.",
        fix='Attach a group with the parameter "rds.force_ssl" or "require_secure_transport" set '
        "to 1.",
        keys={
            "group": "parameter_group_name",
            "parameter": "parameters",
            "proxy": "require_tls",
        },
        reference="Amazon RDS user guide: requiring SSL/TLS (the default since PostgreSQL 15, "
        "Aurora PostgreSQL 17, MySQL 9, Aurora MySQL 8.4, MariaDB 11.8); Security Hub RDS.38, "
        "RDS.39, RDS.41, RDS.43, RDS.44; checkov CKV2_AWS_69",
        why="A client that does not use TLS sends its password and every row in plain text, and "
        "nobody notices.",
        judge=_judge,
    ),
)
