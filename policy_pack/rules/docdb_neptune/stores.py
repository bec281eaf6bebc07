"""Encryption, auditing, backups and public access of DocumentDB, Neptune and DAX."""

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
    ValueUnknown,
    Wire,
    expect,
    is_customer_key,
    is_true,
    number,
)
from soc2_baseline.policy_pack.rules.rds.reading import is_replica, is_restored, is_there

NEPTUNE = "aws:neptune/cluster:Cluster"
_MEMBER = "aws:neptune/clusterInstance:ClusterInstance"
_ELASTIC = "aws:docdb/elasticCluster:ElasticCluster"
_CACHE = "aws:dax/cluster:Cluster"
_GLOBAL = ("aws:docdb/globalCluster:GlobalCluster", "aws:neptune/globalCluster:GlobalCluster")
_PLAIN_DISK = "the store is not encrypted at rest"


def _judge(store: Resource, context: Context) -> Iterator[Finding]:
    if store.type == _MEMBER:
        yield from expect(
            store.at("publiclyAccessible"),
            lambda public: not is_true(public),
            "public",
            "the instance is publicly accessible",
        )
    elif store.type == _CACHE:
        yield from _cache(store)
    elif store.type == _ELASTIC:
        yield from _key(store, "kmsKeyId")
        yield from _backups(store, context)
    elif store.type in _GLOBAL:
        yield from _deletion(store)
        if not is_there(store.at("sourceDbClusterIdentifier")):
            yield from expect(store.at("storageEncrypted"), is_true, "encrypted", _PLAIN_DISK)
    else:
        yield from _cluster(store, context)


def _cache(cache: Resource) -> Iterator[Finding]:
    on = cache.at("serverSideEncryption", "enabled")
    yield from expect(on, is_true, "encrypted", _PLAIN_DISK)
    yield from expect(
        cache.at("clusterEndpointEncryptionType"),
        lambda kind: kind == "TLS",
        "tls",
        "clients may connect to the cache without TLS",
    )


def _cluster(cluster: Resource, context: Context) -> Iterator[Finding]:
    if is_replica(cluster):
        raise NotApplicable("a replica has the settings of its source")
    neptune = cluster.type == NEPTUNE
    taken_over = is_restored(cluster)
    yield from expect(
        cluster.at("storageEncrypted"),
        lambda on: is_true(on) or (on is None and taken_over),
        "encrypted",
        _PLAIN_DISK,
    )
    prop = "kmsKeyArn" if neptune else "kmsKeyId"
    if not taken_over or cluster.at(prop) is not None:
        yield from _key(cluster, prop)
    yield from _deletion(cluster)
    if not taken_over or cluster.at("backupRetentionPeriod") is not None:
        yield from _backups(cluster, context)
    yield from _audit(cluster, f"enable{'' if neptune else 'd'}CloudwatchLogsExports")


def _key(store: Resource, prop: str) -> Iterator[Finding]:
    wire = Wire(prop, CUSTOMER_KEYS)
    sentence = "the store is not encrypted with a customer managed key"
    yield from expect(store.at(prop), is_customer_key, "key", sentence, wire=wire)


def _backups(store: Resource, context: Context) -> Iterator[Finding]:
    fewest = context.options["days"]
    yield from expect(
        number(store.at("backupRetentionPeriod")),
        lambda days: days is not None and days >= fewest,
        "backups",
        f"automated backups are kept for less than {fewest} days",
    )


def _deletion(store: Resource) -> Iterator[Finding]:
    sentence = "deletion protection is off: one call deletes the store"
    yield from expect(store.at("deletionProtection"), is_true, "deletion", sentence)


def _audit(cluster: Resource, prop: str) -> Iterator[Finding]:
    exports = cluster.at(prop)
    given = exports if isinstance(exports, list) else []
    if "audit" in [text for text in given if isinstance(text, str)]:
        return
    if exports is UNKNOWN or any(text is UNKNOWN for text in given):
        raise ValueUnknown
    yield Finding("audit", "the audit log of the store is not published")


RULES = (
    ResourceRule(
        id="docdb-neptune-guarded",
        types=(
            "docdb.Cluster",
            "docdb.ElasticCluster",
            "docdb.GlobalCluster",
            "neptune.Cluster",
            "neptune.ClusterInstance",
            "neptune.GlobalCluster",
            "dax.Cluster",
        ),
        criteria=("CC6.1", "A1.2"),
        severity=Severity.HIGH,
        summary="DocumentDB, Neptune and DAX are encrypted, audited, backed up and deletion "
        "protected.",
        fix="Set storage_encrypted, kms_key_id, deletion_protection, backup_retention_period=7.",
        keys={
            "encrypted": "storage_encrypted",
            "key": "kms_key_id",
            "audit": "enabled_cloudwatch_logs_exports",
            "deletion": "deletion_protection",
            "backups": "backup_retention_period",
            "tls": "cluster_endpoint_encryption_type",
            "public": "publicly_accessible",
        },
        remedies={"deletion": ("deletionProtection", True)},
        options={
            "days": {
                "type": "integer",
                "minimum": 1,
                "maximum": 35,
                "default": 7,
                "description": "Minimum number of days to keep backups.",
            }
        },
        reference="Amazon DocumentDB developer guide: security; Amazon Neptune user guide: "
        "security; Security Hub DocumentDB.1, DocumentDB.2, DocumentDB.4, DocumentDB.5, Neptune.1, "
        "Neptune.2, Neptune.4, Neptune.5, DynamoDB.3, DynamoDB.7; checkov CKV_AWS_44, CKV_AWS_47, "
        "CKV_AWS_74, CKV_AWS_85, CKV_AWS_101, CKV_AWS_239, CKV_AWS_360, CKV2_AWS_58",
        why="By default these stores have no encryption, one day of backups and no record of who "
        "requested what; encryption cannot be added later.",
        judge=_judge,
    ),
)
