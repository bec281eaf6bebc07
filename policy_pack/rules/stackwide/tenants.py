"""Every resource belongs to a tenant, and so does the key that encrypts it."""

from collections.abc import Iterator
from typing import Any

from baseline.vocabulary import Verdict
from policy_pack.context import Context
from policy_pack.gaps import guarded, shown
from policy_pack.knowledge.taggable import taggable_types
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, Severity, StackRule, expect
from policy_pack.rules.stackwide.ownership import TAG
from policy_pack.tokens import token
from policy_pack.values import UNKNOWN, at, items

KEY_PROPS = {
    "rds.Instance": ("kmsKeyId",),
    "rds.Cluster": ("kmsKeyId",),
    "dynamodb.Table": ("serverSideEncryption", "kmsKeyArn"),
    "backup.Vault": ("kmsKeyArn",),
    "cloudwatch.LogGroup": ("kmsKeyId",),
}
"""Stores, and the path of their key; the first step is the property that has the edges."""
_PATHS = {token(short): path for short, path in KEY_PROPS.items()}
_INLINE = ("serverSideEncryptionConfiguration", "rule", "applyServerSideEncryptionByDefault")
_KEYS = ("kms.Key", "kms.ReplicaKey", "kms.ExternalKey")


def _judge_tagged(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for resource in graph:
        if resource.type in taggable_types():
            value = resource.tag(TAG)
            if value is not UNKNOWN and not value:
                yield Finding("missing", "the resource has no tenant tag", urn=resource.urn)
                continue
            yield from expect(
                value,
                lambda tenant: tenant in (context.vocabulary.tenants or ()),
                "foreign",
                "the tenant tag names no tenant of this stack",
                urn=resource.urn,
            )


def _judge_keys(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    users: dict[str, set[str]] = {}
    for store in graph.of(*KEY_PROPS, "s3.Bucket"):
        yield from guarded(_own_key, store, "own-key", graph, users)
    for name, tenants in users.items():
        key = graph.resources.get(name)
        if len(tenants) > 1 and key is not None:
            sentence = f"the key encrypts stores of {len(tenants)} tenants"
            yield Finding("one-tenant", sentence, urn=key.urn)


def _own_key(store: Resource, graph: StackGraph, users: dict[str, set[str]]) -> Iterator[Finding]:
    keys, value = _keys(store, graph)
    tenant = store.tag(TAG)
    if tenant is None or (not keys and value is None):
        return
    sentence = "the key belongs to another tenant than what it encrypts"
    if tenant is not UNKNOWN:
        for key in keys:
            users.setdefault(key.urn, set()).add(tenant)
        for key in keys:
            if key.tag(TAG) is not None:
                yield from expect(
                    key.tag(TAG), lambda own: own == tenant, "own-key", sentence, urn=store.urn
                )
    if tenant is UNKNOWN or not keys:
        yield Finding("own-key", sentence, Verdict.UNDETERMINED, store.urn)


def _keys(store: Resource, graph: StackGraph) -> tuple[list[Resource], Any]:
    """The keys of a store in this stack, and what else is said about its key."""
    if store.type != "aws:s3/bucket:Bucket":
        return _found(store, _PATHS[store.type], graph)
    kind = "s3.BucketServerSideEncryptionConfiguration"
    beside = graph.satellites(store, "bucket", kind)
    for each in beside:
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
    named = value if isinstance(value, str) else _ruled(value) if path == ("rules",) else None
    direct = graph.targets(owner, path[0], *_KEYS)
    aliases = graph.targets(owner, path[0], "kms.Alias")
    if isinstance(named, str):
        direct += [key for key in graph.of(*_KEYS) if named in key.identities]
        aliases += [alias for alias in graph.of("kms.Alias") if named in alias.identities]
    behind = [key for each in aliases for key in graph.targets(each, "targetKeyId", *_KEYS)]
    return list({key.urn: key for key in (*direct, *behind)}.values()), value


RULES = (
    StackRule(
        id="tenant-tagged",
        types=("*",),
        criteria=("CC6.1", "CC6.3"),
        severity=Severity.HIGH,
        summary="Every resource names its tenant, and only tenants of this stack.",
        fix='Set tags={"tenant": ...} to a tenant of this stack, or to "shared".',
        keys={"missing": "tags.tenant", "foreign": "tags.tenant"},
        needs="tenants",
        reference="AWS SaaS tenant isolation strategies (whitepaper)",
        judge=_judge_tagged,
    ),
    StackRule(
        id="tenant-key-isolated",
        types=("kms.Key", *KEY_PROPS, "s3.Bucket"),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.HIGH,
        summary="What a tenant stores is encrypted with a key of that tenant alone.",
        fix="Set the store's kms_key_id (kms_key_arn, kms_master_key_id) to the tenant's own key.",
        keys={"own-key": "kms_key_id", "one-tenant": "tags.tenant"},
        needs="tenants",
        reference="AWS SaaS tenant isolation strategies (whitepaper); AWS KMS best practices",
        judge=_judge_keys,
    ),
)
