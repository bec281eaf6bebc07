"""Which stores a recovery objective may be about, and which of them matter most."""

from policy_pack.context import Context
from policy_pack.documents import known
from policy_pack.gaps import shown
from policy_pack.resources import Resource
from policy_pack.rule import is_given
from policy_pack.rules.backup.coverage import STORES

CLUSTER, INSTANCE = "aws:rds/cluster:Cluster", "aws:rds/instance:Instance"
TABLE, BUCKET = "aws:dynamodb/table:Table", "aws:s3/bucket:Bucket"
FILES = "aws:efs/fileSystem:FileSystem"
TIER_OPTIONS = {
    "tier_tag": {
        "type": "string",
        "default": "tier",
        "description": "The tag that says how much a store matters.",
    },
    "tiers": {
        "type": "array",
        "items": {"type": "string"},
        "default": ["1", "tier-1"],
        "description": "Its values for what matters most.",
    },
}

__all__ = ["STORES", "TIER_OPTIONS", "is_first_tier", "is_replica"]


def is_first_tier(store: Resource, context: Context) -> bool:
    """Whether the store's tag says that it matters most.

    Raises:
        ValueUnknown: its tags are not known yet.
    """
    return known(store.tag(context.options["tier_tag"])) in context.options["tiers"]


def is_replica(store: Resource) -> bool:
    """Whether the store is a copy itself, whose source is what has objectives."""
    return any(
        is_given(known(shown(store, prop)))
        for prop in ("replicateSourceDb", "replicationSourceIdentifier")
    )
