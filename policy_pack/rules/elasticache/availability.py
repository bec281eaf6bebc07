"""Caches outlive a node and a zone, and can be restored."""

from collections.abc import Callable, Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    expect,
    is_true,
    token,
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

ONE_ZONE = "all nodes may be in one availability zone"
NO_FAILOVER = "no replica takes over where the primary fails"


def _group(group: Resource, days: int) -> Iterator[Finding]:
    yield from expect(group.at("multiAzEnabled"), is_true, "multi-az", ONE_ZONE)
    yield from expect(group.at("automaticFailoverEnabled"), is_true, "failover", NO_FAILOVER)
    if not (is_secondary(group) and group.at("snapshotRetentionLimit") is None):
        yield from _snapshots(group, days)


def _serverless(cache: Resource, days: int) -> Iterator[Finding]:
    engine = cache.at("engine")
    if engine is UNKNOWN:
        for finding in _snapshots(cache, days):
            yield Finding(finding.key, finding.sentence, Verdict.UNDETERMINED)
    elif engine != MEMCACHED:
        yield from _snapshots(cache, days)


def _memorydb(cluster: Resource, days: int) -> Iterator[Finding]:
    yield from expect(
        cluster.at("numReplicasPerShard"),
        lambda number: number is None or number >= 1,
        "multi-az",
        ONE_ZONE,
    )
    yield from _snapshots(cluster, days)


def _nodes(cluster: Resource, days: int) -> Iterator[Finding]:
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
        yield from _snapshots(cluster, days)


def _snapshots(cache: Resource, days: int) -> Iterator[Finding]:
    yield from expect(
        cache.at("snapshotRetentionLimit"),
        lambda limit: limit is not None and limit >= days,
        "snapshots",
        "the cache keeps no automatic snapshots" if days == 1 else f"fewer than {days} snapshots",
    )


JUDGES: dict[str, Callable[[Resource, int], Iterator[Finding]]] = {
    token(GROUP): _group,
    token(SERVERLESS): _serverless,
    token(MEMORYDB): _memorydb,
    token(NODES): _nodes,
}


def _judge(cache: Resource, context: Context) -> Iterator[Finding]:
    yield from JUDGES[cache.type](cache, context.options["days"])


RULES = (
    ResourceRule(
        id="elasticache-ha",
        types=(GROUP, SERVERLESS, MEMORYDB, NODES),
        criteria=("A1.2",),
        severity=Severity.MEDIUM,
        summary="Caches span zones, fail over by themselves and keep snapshots.",
        fix="Set multi_az_enabled=True, automatic_failover_enabled=True and "
        "snapshot_retention_limit; on memcached az_mode='cross-az'.",
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
                "description": "Days that snapshots are kept at least.",
            }
        },
        why="When a node or a zone fails, the cache and what it alone held are gone, and the "
        "services behind it take the whole load.",
        judge=_judge,
    ),
)
