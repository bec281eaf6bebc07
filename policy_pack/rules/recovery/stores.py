"""Stores that may have recovery objectives, and their tier."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from soc2_baseline.policy_pack.kit import Context, Resource, StackGraph, is_given, known, shown
from soc2_baseline.policy_pack.rules.backup.coverage import STORES

CLUSTER, INSTANCE = "aws:rds/cluster:Cluster", "aws:rds/instance:Instance"
TABLE, BUCKET = "aws:dynamodb/table:Table", "aws:s3/bucket:Bucket"
FILES = "aws:efs/fileSystem:FileSystem"
TIER_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "tier_tag": {
        "type": "string",
        "default": "tier",
        "description": "Tag that holds the tier of a store.",
    },
    "tiers": {
        "type": "array",
        "items": {"type": "string"},
        "default": ["1", "tier-1"],
        "description": "Values of the tag for the first tier.",
    },
}

__all__ = ["STORES", "TIER_OPTIONS", "is_first_tier", "is_replica", "referrers"]

_IDENTIFIERS = ("identifier", "clusterIdentifier", "globalClusterIdentifier")
"""Properties with names of databases that are not among the graph's identities."""


def is_first_tier(store: Resource, context: Context) -> bool:
    """Return whether the store's tag gives it the first tier.

    Raises:
        ValueUnknown: its tags are not known yet.
    """
    return known(store.tag(context.options["tier_tag"])) in context.options["tiers"]


def is_replica(store: Resource) -> bool:
    """Return whether the store is a replica; objectives apply to its source."""
    return any(
        is_given(known(shown(store, prop)))
        for prop in ("replicateSourceDb", "replicationSourceIdentifier")
    )


def referrers(graph: StackGraph, store: Resource, prop: str, *types: str) -> list[Resource]:
    """Return resources whose ``prop`` refers to the store, by edge, id or database name."""
    found = {one.urn: one for one in graph.satellites(store, prop, *types)}
    for name in _IDENTIFIERS:
        identifier = store.at(name)
        if isinstance(identifier, str) and identifier:
            alias = replace(store, props={"name": identifier}, outputs={})
            found |= {one.urn: one for one in graph.satellites(alias, prop, *types)}
    return [one for one in found.values() if one.urn != store.urn]
