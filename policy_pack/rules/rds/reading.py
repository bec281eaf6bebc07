"""What a database is: its engine, where its data comes from, and what belongs to it."""

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
    """Whether a value is given, known or not."""
    return value is UNKNOWN or is_given(value)


def is_replica(database: Resource) -> bool:
    """Whether the data is that of another database, which it follows."""
    return any(is_there(database.at(prop)) for prop in _SOURCES)


def is_restored(database: Resource) -> bool:
    """Whether the database starts from another one's backup, with the settings kept in it."""
    return any(is_there(database.at(prop)) for prop in _ORIGINS)


def is_secondary(cluster: Resource) -> bool:
    """Whether the cluster follows the primary of a global database: it has no master user."""
    return is_there(cluster.at("globalClusterIdentifier")) and not is_there(
        cluster.at("masterUsername")
    )


def is_serverless_v1(cluster: Resource) -> bool:
    """Whether AWS runs the cluster without instances; serverless v2 has instances."""
    return bool(known(cluster.at("engineMode")) == "serverless")


def is_multi_az_cluster(cluster: Resource) -> bool:
    """Whether the cluster brings its own instances, three in as many zones."""
    return is_there(cluster.at("dbClusterInstanceClass"))


def engine(database: Resource) -> str:
    """The engine in lower case; empty where a replica or a restored database takes it over.

    Raises:
        ValueUnknown: it is not known yet.
    """
    value = known(database.at("engine"))
    return value.lower() if isinstance(value, str) else ""


def is_custom(name: str) -> bool:
    """Whether an engine is one of RDS Custom, whose host and settings are its owner's."""
    return name.startswith("custom-")


def lacking(context: Context, short: str, key: str, sentence: str, urn: str) -> Finding:
    """A required resource is missing: no violation where its type cannot be had."""
    reason = context.vocabulary.unavailable.get(token(short))
    if reason is None:
        return Finding(key, sentence, urn=urn)
    return Finding(key, sentence, Verdict.NOT_OFFERED, urn, detail=reason)


class Joined:
    """Resources that name their parent, by an edge or by an identifier that both spell out."""

    def __init__(self, graph: StackGraph, prop: str, *types: str) -> None:
        self._graph, self._prop, self._types = graph, prop, types
        self._named: dict[str, list[Resource]] = {}
        for resource in graph.of(*types):
            text = resource.at(prop)
            if isinstance(text, str) and text:
                self._named.setdefault(text.rpartition(":")[2], []).append(resource)

    def to(self, parent: Resource, own: str) -> list[Resource]:
        """Those of ``parent``, whose identifier is its property ``own``."""
        found = {r.urn: r for r in self._graph.satellites(parent, self._prop, *self._types)}
        name = parent.at(own)
        if isinstance(name, str) and name:
            found |= {r.urn: r for r in self._named.get(name, ())}
        return list(found.values())
