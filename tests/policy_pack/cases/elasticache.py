"""Cases of the rules about Amazon ElastiCache and Amazon MemoryDB."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
KEY = made("kms.Key", "key")
ACL = made("memorydb.Acl", "acl")


def group(**props: Any) -> Resource:
    """A replication group with everything; None leaves a setting out."""
    settings = {
        "engine": "redis",
        "atRestEncryptionEnabled": True,
        "transitEncryptionEnabled": True,
        "kmsKeyId": ARN,
        "userGroupIds": ["app"],
        "multiAzEnabled": True,
        "automaticFailoverEnabled": True,
        "snapshotRetentionLimit": 7,
        **props,
    }
    given = {name: value for name, value in settings.items() if value is not None}
    return made("elasticache.ReplicationGroup", **given)


def serverless(engine: Any = "valkey", **props: Any) -> Resource:
    """A serverless cache."""
    return made("elasticache.ServerlessCache", **{"engine": engine, "kmsKeyId": ARN, **props})


def memorydb(**props: Any) -> Resource:
    """A cluster of MemoryDB."""
    return made("memorydb.Cluster", **{"aclName": "app", "kmsKeyArn": ARN, **props})


def nodes(engine: Any = "memcached", **props: Any) -> Resource:
    """A cluster of nodes."""
    return made("elasticache.Cluster", **{"engine": engine, **props})


SECONDARY = {"globalReplicationGroupId": UNKNOWN, "engine": None}

CASES: dict[str, tuple[Case, ...]] = {
    "elasticache-guarded": (
        good(group()),
        good(group(engine="valkey", atRestEncryptionEnabled=None)).named("valkey-by-default"),
        good(group(userGroupIds=None, authToken=UNKNOWN)),
        good(group(userGroupIds=None, authTokenWo="x")),
        good(group(userGroupIds=[UNKNOWN])),
        good(group(transitEncryptionMode="required")),
        good(wired(group(kmsKeyId=UNKNOWN), kmsKeyId=KEY), KEY),
        good(
            group(
                **SECONDARY,
                atRestEncryptionEnabled=None,
                transitEncryptionEnabled=None,
                userGroupIds=None,
            )
        ).named("secondary"),
        good(serverless(userGroupId="app")),
        good(serverless("memcached")),
        good(memorydb()),
        good(memorydb(tlsEnabled=True)),
        good(wired(memorydb(aclName=UNKNOWN), aclName=ACL), ACL),
        good(made("memorydb.MultiRegionCluster")),
        good(nodes(transitEncryptionEnabled=True)),
        bad("at-rest", group(atRestEncryptionEnabled=None)),
        bad("at-rest", group(engine=None, atRestEncryptionEnabled=None)),
        bad("at-rest", group(engine="valkey", atRestEncryptionEnabled=False)),
        bad("transit", group(transitEncryptionEnabled=None)),
        bad("transit", memorydb(tlsEnabled=False)),
        bad("transit", made("memorydb.MultiRegionCluster", tlsEnabled=False)),
        bad("transit", nodes()),
        bad("transit", nodes("redis")).named("a-single-node-cannot"),
        bad("mode", group(transitEncryptionMode="preferred")),
        bad("key", group(kmsKeyId=None)),
        bad("key", serverless("memcached", kmsKeyId=None)),
        bad("key", memorydb(kmsKeyArn=None)),
        bad("auth", group(userGroupIds=[])),
        bad("auth", serverless()),
        bad("auth", memorydb(aclName="open-access")),
        unknown("key", group(kmsKeyId=UNKNOWN)),
        unknown("at-rest", group(engine=UNKNOWN, atRestEncryptionEnabled=None)),
        unknown("auth", serverless(UNKNOWN)),
        unknown("auth", memorydb(aclName=UNKNOWN)),
        skips(nodes("redis", replicationGroupId=UNKNOWN)).named("member"),
        skips(OTHER),
    ),
    "elasticache-ha": (
        good(group()),
        good(group(**SECONDARY, snapshotRetentionLimit=None)).named("secondary"),
        good(group(snapshotRetentionLimit=14)).given(days=14),
        good(serverless(snapshotRetentionLimit=3)),
        good(serverless("memcached")),
        good(memorydb(snapshotRetentionLimit=1)),
        good(nodes(azMode="cross-az")),
        bad("multi-az", group(multiAzEnabled=None)),
        bad("failover", group(automaticFailoverEnabled=False)),
        bad("snapshots", group(snapshotRetentionLimit=0)),
        bad("snapshots", group(snapshotRetentionLimit=None)),
        bad("snapshots", group()).given(days=14),
        bad("snapshots", serverless()),
        bad("multi-az", memorydb(snapshotRetentionLimit=1, numReplicasPerShard=0)),
        bad("snapshots", memorydb()),
        bad("multi-az", nodes()),
        bad(("failover", "snapshots"), nodes("redis")),
        bad("failover", nodes("redis", snapshotRetentionLimit=1)),
        unknown("multi-az", group(multiAzEnabled=UNKNOWN)),
        unknown("snapshots", serverless(UNKNOWN)),
        unknown("multi-az", nodes(UNKNOWN)),
        skips(nodes("redis", replicationGroupId="g")).named("member"),
        skips(OTHER),
    ),
}
