"""Encryption in transit, audit logs, snapshots and upgrades of Redshift warehouses."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    expect,
    guarded,
    is_given,
    is_true,
    known,
    number,
    unplaced,
)
from soc2_baseline.policy_pack.rules.rds.parameters import (
    Group,
    group_of,
    is_off,
    is_on,
    parameter,
    setting,
)
from soc2_baseline.policy_pack.rules.rds.reading import Joined, is_restored, lacking

_LOGGING = "redshift.Logging"
_TLS = "require_ssl"
_TLS_BY_DEFAULT = "redshift-2.0"
_PLAIN = "clients may connect without TLS"
_UNLOGGED = "audit logging is off: connections and queries are not recorded"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    logging = Joined(graph, "clusterIdentifier", _LOGGING)
    adrift = bool(unplaced(graph, "clusterIdentifier", _LOGGING))
    days = context.options["days"]
    for cluster in graph.of("redshift.Cluster"):
        yield from guarded(_cluster, cluster, "backups", days)
        yield from guarded(_transport, cluster, "tls", graph)
        if not logging.to(cluster, "clusterIdentifier"):
            yield _unlogged(cluster, context, adrift)
    for workgroup in graph.of("redshiftserverless.Workgroup"):
        yield from guarded(_workgroup, workgroup, "tls")
    for namespace in graph.of("redshiftserverless.Namespace"):
        exports = namespace.at("logExports")
        yield from expect(exports, is_given, "audit", _UNLOGGED, urn=namespace.urn)


def _cluster(cluster: Resource, fewest: int) -> Iterator[Finding]:
    yield from expect(
        cluster.at("allowVersionUpgrade"),
        lambda on: on is None or is_true(on),
        "upgrades",
        "automatic version upgrades are off",
        urn=cluster.urn,
    )
    kept: Any = number(cluster.at("automatedSnapshotRetentionPeriod"))
    if kept is None and is_restored(cluster):
        return  # as in the snapshot
    yield from expect(
        kept,
        lambda days: days is not None and days >= fewest,
        "backups",
        f"automated snapshots are kept for less than {fewest} days",
        urn=cluster.urn,
    )


def _transport(cluster: Resource, graph: StackGraph) -> Iterator[Finding]:
    group = group_of(graph, cluster, "clusterParameterGroupName", "redshift.ParameterGroup")
    if isinstance(group, Resource):
        value = parameter(group, _TLS)
        forced = is_on(value) if value is not None else known(group.at("family")) == _TLS_BY_DEFAULT
    else:
        name = cluster.at("clusterParameterGroupName")
        forced = group is Group.ELSEWHERE or name in (None, "", f"default.{_TLS_BY_DEFAULT}")
    if not forced:
        yield Finding("tls", _PLAIN, urn=cluster.urn)


def _workgroup(workgroup: Resource) -> Iterator[Finding]:
    if is_off(setting(workgroup.at("configParameters"), _TLS, "parameterKey", "parameterValue")):
        yield Finding("tls", _PLAIN, urn=workgroup.urn)


def _unlogged(cluster: Resource, context: Context, adrift: bool) -> Finding:
    if adrift:
        return Finding("audit", _UNLOGGED, Verdict.UNDETERMINED, cluster.urn)
    return lacking(context, _LOGGING, "audit", _UNLOGGED, cluster.urn)


RULES = (
    StackRule(
        id="redshift-tls-audit-backup",
        types=("redshift.Cluster", "redshiftserverless.Workgroup", "redshiftserverless.Namespace"),
        criteria=("CC6.7", "CC7.2", "A1.2"),
        severity=Severity.HIGH,
        summary="Warehouses require TLS, write audit logs, keep snapshots, and install upgrades.",
        fix='Set the parameter "require_ssl"="true", add redshift.Logging, keep snapshots 7 days.',
        keys={
            "tls": "cluster_parameter_group_name",
            "audit": "cluster_identifier",
            "backups": "automated_snapshot_retention_period",
            "upgrades": "allow_version_upgrade",
        },
        options={
            "days": {
                "type": "integer",
                "minimum": 1,
                "maximum": 35,
                "default": 7,
                "description": "Minimum number of days to keep snapshots.",
            }
        },
        reference="Amazon Redshift management guide: security options for connections (the default "
        "since the group default.redshift-2.0); database audit logging; Security Hub Redshift.2, "
        "Redshift.3, Redshift.4, Redshift.6, RedshiftServerless.2, RedshiftServerless.6; checkov "
        "CKV_AWS_71, CKV_AWS_105, CKV_AWS_141, CKV_AWS_343",
        why="Without these, others on the network can read queries and passwords, nobody can find "
        "out who took the data, and damage found after a day cannot be undone.",
        judge=_judge,
    ),
)
