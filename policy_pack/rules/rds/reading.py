"""Facts about a database: engine, source of its data, related resources."""

from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    StackGraph,
    Verdict,
    is_given,
    known,
    token,
)

INSTANCE = "aws:rds/instance:Instance"
CLUSTER = "aws:rds/cluster:Cluster"
MEMBER = "aws:rds/clusterInstance:ClusterInstance"
GLOBAL = "aws:rds/globalCluster:GlobalCluster"

_SOURCES = ("replicateSourceDb", "replicationSourceIdentifier")
_ORIGINS = ("snapshotIdentifier", "snapshotArn", "restoreToPointInTime")


def is_there(value: Any) -> bool:
    """Return whether a value is given, known or not."""
    return value is UNKNOWN or is_given(value)


def is_replica(database: Resource) -> bool:
    """Return whether the database is a replica that follows another."""
    return any(is_there(database.at(prop)) for prop in _SOURCES)


def is_restored(database: Resource) -> bool:
    """Return whether the database is restored from a backup, with the backup's settings."""
    return any(is_there(database.at(prop)) for prop in _ORIGINS)


def is_secondary(cluster: Resource) -> bool:
    """Return whether the cluster follows a global database's primary: it has no master user."""
    return is_there(cluster.at("globalClusterIdentifier")) and not is_there(
        cluster.at("masterUsername")
    )


def is_serverless_v1(cluster: Resource) -> bool:
    """Return whether AWS runs the cluster without instances; serverless v2 has instances."""
    return bool(known(cluster.at("engineMode")) == "serverless")


def is_multi_az_cluster(cluster: Resource) -> bool:
    """Return whether the cluster includes its own instances, three in as many zones."""
    return is_there(cluster.at("dbClusterInstanceClass"))


def engine(database: Resource) -> str:
    """Return the engine in lower case; empty if a replica or a restored database inherits it.

    Raises:
        ValueUnknown: it is not known yet.
    """
    value = known(database.at("engine"))
    return value.lower() if isinstance(value, str) else ""


def is_custom(name: str) -> bool:
    """Return whether an engine belongs to RDS Custom, whose owner manages host and settings."""
    return name.startswith("custom-")


def lacking(context: Context, short: str, key: str, sentence: str, urn: str) -> Finding:
    """Return a finding that a resource is missing; no violation if its type is not available."""
    reason = context.vocabulary.unavailable.get(token(short))
    if reason is None:
        return Finding(key, sentence, urn=urn)
    return Finding(key, sentence, Verdict.NOT_OFFERED, urn, detail=reason)


class Joined:
    """Resources that name their parent, by an edge or by an identifier that both contain."""

    def __init__(self, graph: StackGraph, prop: str, *types: str) -> None:
        self._graph, self._prop, self._types = graph, prop, types
        self._named: dict[str, list[Resource]] = {}
        for resource in graph.of(*types):
            text = resource.at(prop)
            if isinstance(text, str) and text:
                self._named.setdefault(text.rpartition(":")[2], []).append(resource)

    def to(self, parent: Resource, own: str) -> list[Resource]:
        """Return the resources of ``parent``, whose identifier is its property ``own``."""
        found = {r.urn: r for r in self._graph.satellites(parent, self._prop, *self._types)}
        name = parent.at(own)
        if isinstance(name, str) and name:
            found |= {r.urn: r for r in self._named.get(name, ())}
        return list(found.values())
