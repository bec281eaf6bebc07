"""The regions that AWS has, and the partition of each; see ``core/knowledge/regions.toml``."""

from soc2_baseline.core.knowledge.tables import table

REGIONS: dict[str, str] = {
    region: partition
    for partition, regions in table("regions").facts["partitions"].items()
    for region in regions
}


def partition_of(region: str) -> str:
    """Return the partition of a region."""
    return REGIONS[region]
