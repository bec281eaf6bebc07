"""Requirements of a data class that no rule of a service covers.

Services with rules of their own require customer managed keys, versions, logs and privacy of every
store, whatever its class. This module covers the rest: stores of other services, a tag that
contradicts the class, and copies that lose it.
"""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    DataClass,
    Exposure,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    Wire,
    at,
    expect,
    guarded,
    is_customer_key,
    is_given,
    items,
    token,
)
from soc2_baseline.policy_pack.rules.every_resource.class_tables import COPIES, KEYS, STORES

TAG = "data-class"
SENSITIVE = (DataClass.CONFIDENTIAL, DataClass.RESTRICTED, DataClass.PERSONAL)
_KEYS = {token(short): path for short, path in KEYS.items()}
_RANK = {str(data_class): rank for rank, data_class in enumerate(DataClass)}


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for store in graph.of(*STORES):
        yield from guarded(_store, store, "key")
    for copy in graph.of(*COPIES):
        prop, types = COPIES[_short(copy)]
        for source in graph.targets(copy, prop, *types):
            yield from guarded(_copy, copy, "copy", source)
    for replication in graph.of("s3.BucketReplicationConfig"):
        for source in graph.targets(replication, "bucket", "s3.Bucket"):
            for target in graph.targets(replication, "rules", "s3.Bucket"):
                yield from guarded(_copy, target, "copy", source)


def _short(resource: Resource) -> str:
    _, module, name = resource.type.split(":")
    return f"{module.partition('/')[0]}.{name}"


def _store(store: Resource) -> Iterator[Finding]:
    data_class = store.tag(TAG)
    if data_class is UNKNOWN:
        sentence = "the data class is known only after the update"
        if store.type in _KEYS:
            yield Finding("key", sentence, Verdict.UNDETERMINED, store.urn)
        return
    if data_class not in SENSITIVE:
        return
    yield from expect(
        store.tag("exposure"),
        lambda exposure: exposure != Exposure.PUBLIC,
        "exposure",
        f"a store of {data_class} data is tagged as public",
        urn=store.urn,
    )
    if store.type in _KEYS:
        yield from _encrypted(store, _KEYS[store.type], data_class)
    if store.type == token("keyspaces.Table"):
        yield from expect(
            at(_single(store.at("pointInTimeRecovery")), "status"),
            lambda status: status == "ENABLED",
            "recovery",
            f"point-in-time recovery is off for {data_class} data",
            urn=store.urn,
        )
    if store.type == token("fsx.WindowsFileSystem"):
        level = at(_single(store.at("auditLogConfiguration")), "fileAccessAuditLogLevel")
        yield from expect(
            level,
            lambda value: is_given(value) and value != "DISABLED",
            "logging",
            f"access to {data_class} files is not audited",
            urn=store.urn,
        )


def _encrypted(store: Resource, path: tuple[str, ...], data_class: str) -> Iterator[Finding]:
    value = _single(store.at(path[0])) if len(path) > 1 else store.at(path[0])
    yield from expect(
        at(value, *path[1:]) if len(path) > 1 else value,
        is_customer_key,
        "key",
        f"{data_class} data is not encrypted with a customer managed key",
        urn=store.urn,
        wire=Wire(path[0], CUSTOMER_KEYS),
    )


def _single(value: Any) -> Any:
    if value is UNKNOWN:
        return UNKNOWN
    blocks = items(value)
    return blocks[0] if blocks else None


def _copy(copy: Resource, source: Resource) -> Iterator[Finding]:
    mine, theirs = copy.tag(TAG), source.tag(TAG)
    if mine is None or theirs is None:
        return  # another rule reports a missing tag
    sentence = "a copy has a lower data class than its source"
    if mine is UNKNOWN or theirs is UNKNOWN:
        yield Finding("copy", sentence, Verdict.UNDETERMINED, copy.urn)
    elif _RANK.get(mine, len(_RANK)) < _RANK.get(theirs, 0):
        yield Finding("copy", f"a copy of {theirs} data is tagged as {mine}", urn=copy.urn)


RULES = (
    StackRule(
        id="data-class-controls",
        types=(*STORES, *sorted({*COPIES} - {*STORES})),
        criteria=("C1.1", "CC6.1"),
        severity=Severity.HIGH,
        summary="Stores meet the requirements of their data class, and copies keep the class.",
        fix="Set a customer managed key (kms_key_id), point_in_time_recovery and audit logs on "
        "the store, or correct tags.data-class and tags.exposure.",
        keys={
            "key": "kms_key_id",
            "recovery": "point_in_time_recovery",
            "logging": "audit_log_configuration",
            "exposure": "tags.exposure",
            "copy": "tags.data-class",
        },
        needs="tag_keys",
        why="Data is only as safe as its weakest copy: a store of another service, or a copy with "
        "a lower class, escapes the requirements for the original.",
        reference="AWS Well-Architected, security pillar: SEC07 data classification; the "
        "services' guides on encryption at rest; services with rules of their own are not checked "
        "again",
        judge=_judge,
    ),
)
