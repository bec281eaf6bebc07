"""Encryption and authentication of caches."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    Wire,
    by_type,
    expect,
    is_true,
    not_off,
    own_key,
    there,
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

MULTI_REGION = "memorydb.MultiRegionCluster"
CREDENTIALS = ("authToken", "authTokenWo", "userGroupIds")
OPEN_ACL = "open-access"
PLAIN = "clients may connect without TLS"
NAMELESS = "clients need neither a password nor a user"
AWS_KEY = "the key is not a customer managed key"


def _group(group: Resource, _context: Context) -> Iterator[Finding]:
    secondary = is_secondary(group)
    engine = group.at("engine")
    # Valkey encrypts by default, Redis does not.
    default = secondary or (UNKNOWN if engine is UNKNOWN else engine == "valkey")
    at_rest, transit = group.at("atRestEncryptionEnabled"), group.at("transitEncryptionEnabled")
    at_rest = default if at_rest is None else at_rest
    yield from expect(at_rest, is_true, "at-rest", "the cache is not encrypted at rest")
    transit = secondary if transit is None else transit
    yield from expect(transit, is_true, "transit", PLAIN)
    yield from expect(
        group.at("transitEncryptionMode"), lambda mode: mode != "preferred", "mode", PLAIN
    )
    yield from own_key(group, ("kmsKeyId",), AWS_KEY)
    if not secondary and not any(there(group.at(prop)) for prop in CREDENTIALS):
        yield Finding("auth", NAMELESS)


def _serverless(cache: Resource, _context: Context) -> Iterator[Finding]:
    yield from own_key(cache, ("kmsKeyId",), AWS_KEY)
    engine = cache.at("engine")
    if there(cache.at("userGroupId")):
        return
    if engine is UNKNOWN:
        yield Finding("auth", NAMELESS, Verdict.UNDETERMINED)
    elif engine != MEMCACHED:
        yield Finding("auth", NAMELESS)


def _memorydb(cluster: Resource, context: Context) -> Iterator[Finding]:
    yield from _multi_region(cluster, context)
    yield from own_key(cluster, ("kmsKeyArn",), AWS_KEY)
    wire = Wire("aclName", ("memorydb.Acl",))
    acl = cluster.at("aclName")
    yield from expect(acl, lambda name: name != OPEN_ACL, "auth", NAMELESS, wire=wire)


def _multi_region(cluster: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(cluster.at("tlsEnabled"), not_off, "transit", PLAIN)


def _nodes(cluster: Resource, _context: Context) -> Iterator[Finding]:
    no_member(cluster)
    yield from expect(cluster.at("transitEncryptionEnabled"), is_true, "transit", PLAIN)


_TYPES, _judge = by_type(
    {
        GROUP: _group,
        SERVERLESS: _serverless,
        MEMORYDB: _memorydb,
        MULTI_REGION: _multi_region,
        NODES: _nodes,
    }
)


RULES = (
    ResourceRule(
        id="elasticache-guarded",
        types=_TYPES,
        criteria=("CC6.1", "CC6.7"),
        severity=Severity.HIGH,
        summary="Caches use a customer managed key and TLS, and authenticate clients.",
        fix="Set at_rest_encryption_enabled, transit_encryption_enabled (tls_enabled), kms_key_id "
        "and user_group_ids or auth_token; use a ReplicationGroup instead of a single Redis node.",
        keys={
            "at-rest": "at_rest_encryption_enabled",
            "transit": "transit_encryption_enabled",
            "mode": "transit_encryption_mode",
            "key": "kms_key_id",
            "auth": "user_group_ids",
        },
        reference="Amazon ElastiCache user guide: data security, authentication and authorization; "
        "Amazon MemoryDB developer guide: at-rest encryption, access control lists; Security Hub "
        "ElastiCache.4, ElastiCache.5, ElastiCache.6; checkov CKV_AWS_29, CKV_AWS_30, CKV_AWS_31, "
        "CKV_AWS_191, CKV_AWS_201, CKV_AWS_202",
        why="A cache holds sessions and copies of customers' records. Every client that reaches "
        "its port can read and change them, unless it authenticates clients.",
        judge=_judge,
    ),
)
