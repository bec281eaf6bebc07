"""Data loss and recovery time of a store.

Sources: Amazon RDS user guide (the latest restorable time is at most five minutes old; a failover
takes one to two minutes), Aurora user guide (a single instance is recreated within ten minutes),
DynamoDB developer guide (point-in-time recovery up to five minutes ago), EFS user guide
(replication within fifteen minutes), AWS Backup developer guide (continuous backups; of S3 within
fifteen minutes).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from soc2_baseline.policy_pack.kit import (
    Resource,
    StackGraph,
    ValueUnknown,
    at,
    is_given,
    is_true,
    items,
    known,
    number,
    shown,
)
from soc2_baseline.policy_pack.rules.backup.schedules import (
    DAY,
    DEFAULT_SCHEDULE,
    HOUR,
    MINUTE,
    worst_gap,
)
from soc2_baseline.policy_pack.rules.backup.selections import takes
from soc2_baseline.policy_pack.rules.recovery.stores import (
    BUCKET,
    CLUSTER,
    FILES,
    INSTANCE,
    TABLE,
    referrers,
)

POINT_IN_TIME = 5 * MINUTE
FAILOVER = 2 * MINUTE
_CONTINUOUS = {BUCKET: 15 * MINUTE, INSTANCE: POINT_IN_TIME, CLUSTER: POINT_IN_TIME}
"""Stores that AWS Backup backs up continuously, and the delay in seconds."""


class Term(NamedTuple):
    """One way of recovery, and its cost in seconds."""

    seconds: int
    words: str


Ways = tuple[list[Term], bool]
"""Certain ways of recovery, and whether there may be more."""


def losses(store: Resource, graph: StackGraph) -> Ways:
    """Return the data loss of each way of recovery, in seconds."""
    return _gather(lambda: _own_points(store, graph), lambda: _backups(store, graph))


def returns(store: Resource, graph: StackGraph, restore_seconds: int) -> Ways:
    """Return the duration of each way of recovery."""
    points, unsure = losses(store, graph)
    words = f"a restore takes {duration(restore_seconds)}"
    restores = [Term(restore_seconds, words)] if points else []
    found, more = _gather(lambda: _takeovers(store, graph))
    return [*found, *restores], unsure or more


def duration(seconds: int) -> str:
    """Return seconds in the largest whole unit, such as ``15m``."""
    for unit, size in (("d", DAY), ("h", HOUR), ("m", MINUTE)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def _gather(*sources: Callable[[], Iterator[Term]]) -> Ways:
    found: list[Term] = []
    unsure = False
    for source in sources:
        try:
            found.extend(source())
        except ValueUnknown:
            unsure = True
    return found, unsure


def _own_points(store: Resource, graph: StackGraph) -> Iterator[Term]:
    if store.type == TABLE and is_true(known(shown(store, "pointInTimeRecovery", "enabled"))):
        yield Term(POINT_IN_TIME, "point-in-time recovery is 5m behind")
    elif store.type in (INSTANCE, CLUSTER):
        days = known(number(shown(store, "backupRetentionPeriod")))
        if (days or 0) > 0 or (days is None and store.type == CLUSTER):
            yield Term(POINT_IN_TIME, "point-in-time recovery is 5m behind")
    elif store.type == BUCKET:
        settings = graph.satellites(store, "bucket", "s3.BucketVersioning")
        statuses = [shown(one, "versioningConfiguration", "status") for one in settings]
        if any(known(status) == "Enabled" for status in statuses) or is_true(
            known(shown(store, "versioning", "enabled"))
        ):
            yield Term(0, "versioning keeps previous versions of the objects")
    elif store.type == FILES:
        for _ in graph.satellites(store, "sourceFileSystemId", "efs.ReplicationConfiguration"):
            yield Term(15 * MINUTE, "replication is 15m behind")


def _backups(store: Resource, graph: StackGraph) -> Iterator[Term]:
    unsure = False
    for selection in graph.of("backup.Selection"):
        taken = takes(selection, store)
        plans = graph.targets(selection, "planId", "backup.Plan")
        if taken is not False and (taken is None or not plans):
            unsure = True
        for plan in plans if taken else ():
            try:
                yield from _planned(plan, store)
            except ValueUnknown:
                unsure = True
    if unsure:
        raise ValueUnknown


def _planned(plan: Resource, store: Resource) -> Iterator[Term]:
    unsure = False
    for rule in items(shown(plan, "rules")):
        try:
            continuous = is_true(known(at(rule, "enableContinuousBackup")))
            if continuous and store.type in _CONTINUOUS:
                seconds = _CONTINUOUS[store.type]
                yield Term(seconds, f"continuous backups are {duration(seconds)} behind")
            stated = known(at(rule, "schedule"))
            schedule = DEFAULT_SCHEDULE if stated is None else stated
            gap = worst_gap(schedule) if isinstance(schedule, str) else None
            if gap is not None:
                yield Term(gap, f"backups are {duration(gap)} apart")
        except ValueUnknown:
            unsure = True
    if unsure:
        raise ValueUnknown


def _takeovers(store: Resource, graph: StackGraph) -> Iterator[Term]:
    if store.type == FILES:
        if not is_given(known(store.at("availabilityZoneName"))):
            yield Term(0, "the service stores it in several Availability Zones")
    elif store.type in (TABLE, BUCKET):
        yield Term(0, "the service stores it in several Availability Zones")
    elif store.type == INSTANCE:
        if referrers(graph, store, "replicateSourceDb", "rds.Instance"):
            yield Term(10 * MINUTE, "promoting a replica takes 10m")
        if is_true(known(shown(store, "multiAz"))):
            yield Term(FAILOVER, "a failover takes 2m")
    elif store.type == CLUSTER:
        instances = referrers(graph, store, "clusterIdentifier", "rds.ClusterInstance")
        if len(instances) == 1:
            yield Term(10 * MINUTE, "a new instance takes 10m")
        # A Multi-AZ DB cluster has three instances of its own.
        if len(instances) > 1 or is_given(known(shown(store, "dbClusterInstanceClass"))):
            yield Term(FAILOVER, "a failover takes 2m")
