"""Sharing, tags and encryption of snapshots."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Wire,
    expect,
    guarded,
    is_customer_key,
    is_true,
)
from soc2_baseline.policy_pack.rules.rds.reading import Joined, is_replica, is_there

_SOURCES = ("rds.Instance", "rds.Cluster")
_SNAPSHOTS = ("rds.Snapshot", "rds.ClusterSnapshot", "rds.SnapshotCopy", "rds.ClusterSnapshotCopy")
_CHAINS = (
    ("rds.Instance", "identifier", "dbInstanceIdentifier", "rds.Snapshot"),
    ("rds.Cluster", "clusterIdentifier", "dbClusterIdentifier", "rds.ClusterSnapshot"),
)
_COPIES = (
    ("dbSnapshotIdentifier", "sourceDbSnapshotIdentifier", "rds.SnapshotCopy"),
    (
        "dbClusterSnapshotIdentifier",
        "sourceDbClusterSnapshotIdentifier",
        "rds.ClusterSnapshotCopy",
    ),
)


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type not in ("aws:rds/instance:Instance", "aws:rds/cluster:Cluster"):
        yield from _shared(resource)
        return
    if is_replica(resource):
        raise NotApplicable("a replica's snapshots are those of its source")
    yield from expect(
        resource.at("copyTagsToSnapshot"),
        is_true,
        "tags",
        "tags are not copied to snapshots",
    )


def _shared(snapshot: Resource) -> Iterator[Finding]:
    accounts = snapshot.at("sharedAccounts")
    given = accounts if isinstance(accounts, list) else [accounts]
    if any(isinstance(account, str) and account.lower() == "all" for account in given):
        yield Finding("public", "every AWS account can restore the snapshot")
    elif any(account is UNKNOWN for account in given):
        raise ValueUnknown


def _judge_copies(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    keeping = _keeping(graph)
    for copy in graph.of("rds.SnapshotCopy", "rds.ClusterSnapshotCopy"):
        yield from guarded(_copy, copy, "key", copy.urn in keeping)


def _copy(copy: Resource, keeps: bool) -> Iterator[Finding]:
    key = copy.at("kmsKeyId")
    if key is None and keeps and not is_there(copy.at("destinationRegion")):
        return
    yield from expect(
        key,
        is_customer_key,
        "key",
        "the copy is not encrypted with a customer managed key",
        wire=Wire("kmsKeyId", CUSTOMER_KEYS),
        urn=copy.urn,
    )


def _keeping(graph: StackGraph) -> set[str]:
    """Return copies of snapshots of databases with a customer managed key, which a copy keeps."""
    keeping: set[str] = set()
    for (owner, own, prop, snapshot_type), (name, source, copy_type) in zip(
        _CHAINS, _COPIES, strict=True
    ):
        snapshots = Joined(graph, prop, snapshot_type)
        copies = Joined(graph, source, copy_type)
        for database in graph.of(owner):
            key = database.at("kmsKeyId")
            if key is UNKNOWN or is_customer_key(key):
                for snapshot in snapshots.to(database, own):
                    keeping |= {copy.urn for copy in copies.to(snapshot, name)}
    return keeping


RULES = (
    ResourceRule(
        id="rds-snapshot-private",
        types=(*_SNAPSHOTS, *_SOURCES),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.CRITICAL,
        summary="No snapshot is public, and snapshots have the tags of their database.",
        fix='Remove "all" from shared_accounts; set copy_tags_to_snapshot=True on the database.',
        keys={"public": "shared_accounts", "tags": "copy_tags_to_snapshot"},
        remedies={"tags": ("copyTagsToSnapshot", True)},
        reference="Amazon RDS user guide: sharing a DB snapshot; Security Hub RDS.1, RDS.16, "
        "RDS.17; checkov CKV_AWS_302, CKV_AWS_313, CKV2_AWS_60",
        why="Anybody with an AWS account can copy the whole database from a public snapshot; a "
        "snapshot without tags escapes the rules on access and retention.",
        judge=_judge,
    ),
    StackRule(
        id="rds-snapshot-private-stack",
        types=("rds.SnapshotCopy", "rds.ClusterSnapshotCopy"),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.HIGH,
        summary="Copies of snapshots are encrypted with a customer managed key.",
        fix="Set kms_key_id on the copy, to a key in its destination region.",
        keys={"key": "kms_key_id"},
        reference="Amazon RDS user guide: copying a DB snapshot; Security Hub RDS.4; checkov "
        "CKV_AWS_266, CKV_AWS_146",
        why="A copy may be unencrypted if its source is not known to be encrypted, and outlives "
        "both the source and its key.",
        judge=_judge_copies,
    ),
)
