"""Encryption of each tenant's data with the tenant's own key."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    expect,
    guarded,
    items,
    shown,
    token,
)
from soc2_baseline.policy_pack.rules.isolation.colours import TENANT
from soc2_baseline.policy_pack.rules.isolation.joins import Kind
from soc2_baseline.policy_pack.rules.isolation.tenants import coloured, told

KEY_PROPS = {
    "rds.Instance": ("kmsKeyId",),
    "rds.Cluster": ("kmsKeyId",),
    "dynamodb.Table": ("serverSideEncryption", "kmsKeyArn"),
    "backup.Vault": ("kmsKeyArn",),
    "cloudwatch.LogGroup": ("kmsKeyId",),
}
"""Stores, and the path of their key; the first step is the property that has the edges."""
_PATHS = {token(short): path for short, path in KEY_PROPS.items()}
_BESIDE = "s3.BucketServerSideEncryptionConfiguration"
_INLINE = ("serverSideEncryptionConfiguration", "rule", "applyServerSideEncryptionByDefault")
_KEYS = ("kms.Key", "kms.ReplicaKey", "kms.ExternalKey")
_ASKED = frozenset(
    (
        *((kind, path[0]) for kind, path in _PATHS.items()),
        (token("s3.Bucket"), _INLINE[0]),
        (token(_BESIDE), "rules"),
    )
)
"""Properties of store keys, which are resolved through aliases and satellites."""


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    users: dict[str, set[str]] = {}
    for store in graph.of(*KEY_PROPS, "s3.Bucket"):
        yield from guarded(_own_key, store, "own-key", graph, users)
    for name, tenants in users.items():
        key = graph.resources.get(name)
        if len(tenants) > 1 and key is not None:
            sentence = f"the key encrypts stores of {len(tenants)} tenants"
            yield Finding("one-tenant", sentence, urn=key.urn)
    for crossing in coloured(graph, context).crossings:
        use = (crossing.resource.type, crossing.first)
        if crossing.kind is Kind.KEY and use not in _ASKED:
            yield told(crossing, "own-key")


def _own_key(store: Resource, graph: StackGraph, users: dict[str, set[str]]) -> Iterator[Finding]:
    keys, value = _keys(store, graph)
    tenant = store.tag(TENANT)
    if tenant is None or (not keys and value is None):
        return
    sentence = "the key belongs to another tenant than the store"
    if tenant is not UNKNOWN:
        for key in keys:
            owner = key.tag(TENANT)
            if (
                owner is None
            ):  # no owner: the loop at the end finds out whether two tenants share it
                users.setdefault(key.urn, set()).add(tenant)
            else:
                told_of = f"tenant {tenant} -> {key.name} of tenant {owner}"
                yield from expect(
                    owner,
                    lambda own: own == tenant,
                    "own-key",
                    sentence if owner is UNKNOWN else told_of,
                    urn=store.urn,
                )
    if tenant is UNKNOWN or not keys:
        yield Finding("own-key", sentence, Verdict.UNDETERMINED, store.urn)


def _keys(store: Resource, graph: StackGraph) -> tuple[list[Resource], Any]:
    """Return the keys of a store in this stack, and its key value from elsewhere."""
    if store.type != token("s3.Bucket"):
        return _found(store, _PATHS[store.type], graph)
    for each in graph.satellites(store, "bucket", _BESIDE):
        keys, value = _found(each, ("rules",), graph)
        value = _ruled(value)
        if keys or value is not None:
            return keys, value
    return _found(store, (*_INLINE, "kmsMasterKeyId"), graph)


def _ruled(value: Any) -> Any:
    if value is UNKNOWN:
        return UNKNOWN
    path = ("applyServerSideEncryptionByDefault", "kmsMasterKeyId")
    named = [name for rule in items(value) if (name := at(rule, *path)) is not None]
    return named[0] if named else None


def _found(owner: Resource, path: tuple[str, ...], graph: StackGraph) -> tuple[list[Resource], Any]:
    value = at(shown(owner, path[0]), *path[1:])
    keys = graph.targets(owner, path[0], *_KEYS)
    for alias in graph.targets(owner, path[0], "kms.Alias"):
        keys += graph.targets(alias, "targetKeyId", *_KEYS)
    return list({key.urn: key for key in keys}.values()), value


RULES = (
    StackRule(
        id="tenant-key-isolated",
        types=("*",),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.HIGH,
        summary="Each tenant's data is encrypted with a key that only this tenant uses.",
        fix="Set the store's kms_key_id (kms_key_arn, kms_master_key_id) to the tenant's own key.",
        keys={"own-key": "kms_key_id", "one-tenant": "tags.tenant"},
        needs="tenants",
        why="A key is the last protection: if two tenants share one, a principal that may decrypt "
        "the data of one may decrypt the other's, and neither's data can be crypto-shredded alone.",
        reference="AWS SaaS tenant isolation strategies (whitepaper); AWS KMS best practices",
        judge=_judge,
    ),
)
