"""Availability and snapshots of caches."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    by_type,
    expect,
    is_true,
)
from soc2_baseline.policy_pack.rules.elasticache.kinds import (
    GROUP,
    MEMCACHED,
    MEMORYDB,
    NODES,
    SERVERLESS,
    is_secondary,
    no_member,
)

ONE_ZONE = "all nodes may be in one Availability Zone"
NO_FAILOVER = "automatic failover is off: no replica takes over if the primary fails"


def _group(group: Resource, context: Context) -> Iterator[Finding]:
    yield from expect(group.at("multiAzEnabled"), is_true, "multi-az", ONE_ZONE)
    yield from expect(group.at("automaticFailoverEnabled"), is_true, "failover", NO_FAILOVER)
    if not (is_secondary(group) and group.at("snapshotRetentionLimit") is None):
        yield from _snapshots(group, context)


def _serverless(cache: Resource, context: Context) -> Iterator[Finding]:
    engine = cache.at("engine")
    if engine is UNKNOWN:
        for finding in _snapshots(cache, context):
            yield Finding(finding.key, finding.sentence, Verdict.UNDETERMINED)
    elif engine != MEMCACHED:
        yield from _snapshots(cache, context)


def _memorydb(cluster: Resource, context: Context) -> Iterator[Finding]:
    yield from expect(
        cluster.at("numReplicasPerShard"),
        lambda number: number is None or number >= 1,
        "multi-az",
        ONE_ZONE,
    )
    yield from _snapshots(cluster, context)


def _nodes(cluster: Resource, context: Context) -> Iterator[Finding]:
    no_member(cluster)
    engine = cluster.at("engine")
    if engine is UNKNOWN:
        yield Finding("multi-az", ONE_ZONE, Verdict.UNDETERMINED)
    elif engine == MEMCACHED:
        yield from expect(
            cluster.at("azMode"), lambda mode: mode == "cross-az", "multi-az", ONE_ZONE
        )
    else:
        yield Finding("failover", NO_FAILOVER)
        yield from _snapshots(cluster, context)


def _snapshots(cache: Resource, context: Context) -> Iterator[Finding]:
    days = context.options["days"]
    yield from expect(
        cache.at("snapshotRetentionLimit"),
        lambda limit: limit is not None and limit >= days,
        "snapshots",
        "the cache keeps no automatic snapshots"
        if days == 1
        else f"the cache keeps automatic snapshots for less than {days} days",
    )


_TYPES, _judge = by_type(
    {
        GROUP: _group,
        SERVERLESS: _serverless,
        MEMORYDB: _memorydb,
        NODES: _nodes,
    }
)


RULES = (
    ResourceRule(
        id="elasticache-ha",
        types=_TYPES,
        criteria=("A1.2",),
        severity=Severity.MEDIUM,
        summary="Caches span Availability Zones, fail over automatically and keep snapshots.",
        fix="Set multi_az_enabled=True, automatic_failover_enabled=True and "
        "snapshot_retention_limit; for Memcached set az_mode='cross-az'.",
        keys={
            "multi-az": "multi_az_enabled",
            "failover": "automatic_failover_enabled",
            "snapshots": "snapshot_retention_limit",
        },
        reference="Amazon ElastiCache user guide: minimizing downtime with Multi-AZ, automatic "
        "backups; Security Hub ElastiCache.1, ElastiCache.3; checkov CKV_AWS_134, CKV2_AWS_50",
        options={
            "days": {
                "type": "integer",
                "minimum": 1,
                "default": 1,
                "description": "Minimum number of days to keep snapshots.",
            }
        },
        why="When a node or an Availability Zone fails, the cache and its data are gone, and the "
        "services behind it take the whole load.",
        judge=_judge,
    ),
)
