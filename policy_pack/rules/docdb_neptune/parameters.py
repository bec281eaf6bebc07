"""Settings of DocumentDB and Neptune clusters that parameter groups control."""

from collections.abc import Iterator
from typing import NamedTuple

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    guarded,
)
from soc2_baseline.policy_pack.rules.rds.parameters import Group, group_of, is_off, parameter
from soc2_baseline.policy_pack.rules.rds.reading import is_replica, lacking


class _Names(NamedTuple):
    group: str
    group_type: str
    audit: str
    tls: str


_STORES = {
    "docdb.Cluster": _Names(
        "dbClusterParameterGroupName", "docdb.ClusterParameterGroup", "audit_logs", "tls"
    ),
    "neptune.Cluster": _Names(
        "neptuneClusterParameterGroupName",
        "neptune.ClusterParameterGroup",
        "neptune_enable_audit_log",
        "neptune_enforce_ssl",
    ),
}


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for short, names in _STORES.items():
        for cluster in graph.of(short):
            yield from guarded(_transport, cluster, "tls", graph, names)
            if not is_replica(cluster):
                yield from guarded(_audit, cluster, "audit", graph, names, context)


def _transport(cluster: Resource, graph: StackGraph, names: _Names) -> Iterator[Finding]:
    group = group_of(graph, cluster, names.group, names.group_type)
    if isinstance(group, Resource) and is_off(parameter(group, names.tls)):
        yield Finding("tls", "clients may connect without TLS", urn=cluster.urn)


def _audit(
    cluster: Resource, graph: StackGraph, names: _Names, context: Context
) -> Iterator[Finding]:
    group = group_of(graph, cluster, names.group, names.group_type)
    if group is Group.ELSEWHERE:
        return
    sentence = "the cluster writes no audit log"
    if group is Group.DEFAULT:  # auditing is off by default in both engines
        yield lacking(context, names.group_type, "audit", sentence, cluster.urn)
    elif (value := parameter(group, names.audit)) is None or is_off(value):
        yield Finding("audit", sentence, urn=cluster.urn)


RULES = (
    StackRule(
        id="docdb-neptune-guarded-stack",
        types=tuple(_STORES),
        criteria=("CC6.1", "A1.2"),
        severity=Severity.HIGH,
        summary="Parameter groups of DocumentDB and Neptune enable auditing and do not disable "
        "TLS.",
        fix='Attach a group with "audit_logs"="enabled" (Neptune: "neptune_enable_audit_log"="1").',
        keys={"tls": "parameters", "audit": "db_cluster_parameter_group_name"},
        reference="Amazon DocumentDB developer guide: auditing events; cluster parameters; Amazon "
        "Neptune user guide: audit logs; checkov CKV_AWS_90, CKV_AWS_104",
        why="Publishing an audit log that the engine does not write leaves nothing to read after "
        "an incident, and without TLS passwords and documents cross the network in clear text.",
        judge=_judge,
    ),
)
