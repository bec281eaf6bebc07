"""Kinds of caches."""

from soc2_baseline.policy_pack.kit import NotApplicable, Resource, there

GROUP, NODES = "elasticache.ReplicationGroup", "elasticache.Cluster"
SERVERLESS, MEMORYDB = "elasticache.ServerlessCache", "memorydb.Cluster"
MEMCACHED = "memcached"


def is_secondary(group: Resource) -> bool:
    """Return whether a replication group joins a global datastore and takes its settings."""
    return there(group.at("globalReplicationGroupId"))


def no_member(cluster: Resource) -> None:
    """Raise NotApplicable for a cluster that takes its settings from a replication group."""
    if there(cluster.at("replicationGroupId")):
        raise NotApplicable("a member takes its settings from its replication group")
