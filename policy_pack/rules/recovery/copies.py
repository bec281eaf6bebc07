"""Regions of the copies of a store."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import UNKNOWN, Resource, StackGraph, at, is_given, items, shown
from soc2_baseline.policy_pack.rules.backup.selections import takes
from soc2_baseline.policy_pack.rules.recovery.stores import (
    BUCKET,
    CLUSTER,
    FILES,
    INSTANCE,
    TABLE,
    referrers,
)


def region_of(resource: Resource) -> Any:
    """Return the region of a resource; UNKNOWN if neither it nor its provider names one."""
    own = resource.at("region")
    if own is None and resource.provider:
        own = resource.provider.props.get("region")
    return own if isinstance(own, str) else UNKNOWN


def copy_regions(store: Resource, graph: StackGraph) -> list[Any]:
    """Return regions of the copies of a store; UNKNOWN for those that are not known here."""
    return [*_own(store, graph), *_backed_up(store, graph)]


def _own(store: Resource, graph: StackGraph) -> Iterator[Any]:
    if store.type == TABLE:
        yield from _named(store, "replicas", "regionName")
        for table in graph.satellites(store, "name", "dynamodb.GlobalTable"):
            yield from _named(table, "replicas", "regionName")
        replicas = graph.satellites(store, "globalTableArn", "dynamodb.TableReplica")
        yield from map(region_of, replicas)
    elif store.type == INSTANCE:
        yield from map(region_of, referrers(graph, store, "replicateSourceDb", "rds.Instance"))
        kind = "rds.InstanceAutomatedBackupsReplication"
        yield from map(region_of, graph.satellites(store, "sourceDbInstanceArn", kind))
    elif store.type == CLUSTER:
        kind = "rds.Cluster"
        yield from map(region_of, graph.satellites(store, "replicationSourceIdentifier", kind))
        yield from _global(store, graph)
    elif store.type == FILES:
        kind = "efs.ReplicationConfiguration"
        for setting in graph.satellites(store, "sourceFileSystemId", kind):
            region = shown(setting, "destination", "region")
            yield region if isinstance(region, str) else UNKNOWN
    elif store.type == BUCKET:
        for setting in graph.satellites(store, "bucket", "s3.BucketReplicationConfig"):
            buckets = [b for b in graph.targets(setting, "rules", "s3.Bucket") if b is not store]
            yield from map(region_of, buckets) if buckets else [UNKNOWN]


def _named(resource: Resource, prop: str, name: str) -> Iterator[Any]:
    value = shown(resource, prop)
    for each in [UNKNOWN] if value is UNKNOWN else items(value):
        region = at(each, name)
        if region is not None:
            yield region if isinstance(region, str) else UNKNOWN


def _global(cluster: Resource, graph: StackGraph) -> Iterator[Any]:
    """Yield regions of the other clusters of a global database."""
    databases = graph.targets(cluster, "globalClusterIdentifier", "rds.GlobalCluster")
    databases += graph.satellites(cluster, "sourceDbClusterIdentifier", "rds.GlobalCluster")
    others = {
        other.urn: other
        for database in (*databases, cluster)
        for other in referrers(graph, database, "globalClusterIdentifier", "rds.Cluster")
        if other.urn != cluster.urn
    }
    yield from map(region_of, others.values())
    if not others and is_given(shown(cluster, "globalClusterIdentifier")):
        yield UNKNOWN  # the others are in another stack


def _backed_up(store: Resource, graph: StackGraph) -> Iterator[Any]:
    for selection in graph.of("backup.Selection"):
        taken = takes(selection, store)
        if taken is False:
            continue
        plans = graph.targets(selection, "planId", "backup.Plan")
        regions = [region for plan in plans for region in _copied(plan, graph)]
        # Unknown for a plan of another stack, or a selection that may not include the store.
        yield from regions if plans and taken else [UNKNOWN]


def _copied(plan: Resource, graph: StackGraph) -> Iterator[Any]:
    rules = shown(plan, "rules")
    actions = [at(rule, "copyActions") for rule in ([] if rules is UNKNOWN else items(rules))]
    if rules is UNKNOWN or any(action is UNKNOWN for action in actions):
        yield UNKNOWN
    arns = [
        at(copy, "destinationVaultArn")
        for action in actions
        if action is not UNKNOWN
        for copy in items(action)
    ]
    for arn in arns:
        parts = arn.split(":") if isinstance(arn, str) else []
        if len(parts) > 5:
            yield parts[3]
    if any(arn is UNKNOWN for arn in arns):
        # The vault that each rule writes to is wired to the same property.
        vaults = {region_of(vault) for vault in _vaults(plan, graph)}
        yield from vaults or [UNKNOWN]


def _vaults(plan: Resource, graph: StackGraph) -> Iterator[Resource]:
    home = region_of(plan)
    for vault in graph.targets(plan, "rules", "backup.Vault"):
        region = region_of(vault)
        if region is not UNKNOWN and (home is UNKNOWN or region != home):
            yield vault
