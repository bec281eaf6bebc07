"""Cases of the rules about DocumentDB, Neptune and DAX."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
KEY = made("kms.Key", "key")
ARN = "arn:aws:kms:eu-central-1:111122223333:key/1"
KEPT: dict[str, Any] = {
    "storageEncrypted": True,
    "deletionProtection": True,
    "backupRetentionPeriod": 7,
}
DOCUMENTS: dict[str, Any] = {**KEPT, "kmsKeyId": ARN, "enabledCloudwatchLogsExports": ["audit"]}
GRAPH: dict[str, Any] = {**KEPT, "kmsKeyArn": ARN, "enableCloudwatchLogsExports": ["audit"]}
CACHE: dict[str, Any] = {
    "serverSideEncryption": {"enabled": True},
    "clusterEndpointEncryptionType": "TLS",
}


def documents(**props: Any) -> Resource:
    return made("docdb.Cluster", "it", **{**DOCUMENTS, **props})


def graph(**props: Any) -> Resource:
    return made("neptune.Cluster", "it", **{**GRAPH, **props})


def group(short: str, **values: Any) -> Resource:
    pairs = [{"name": name, "value": value} for name, value in values.items()]
    return made(f"{short}.ClusterParameterGroup", "group", name="g", parameters=pairs)


NAMED = made("docdb.Cluster", "it", dbClusterParameterGroupName="g")
NAMED_GRAPH = made("neptune.Cluster", "it", neptuneClusterParameterGroupName="g")

CASES: dict[str, tuple[Case, ...]] = {
    "docdb-neptune-guarded": (
        good(documents()),
        good(graph()),
        good(wired(documents(kmsKeyId=UNKNOWN), kmsKeyId=KEY), KEY),
        good(wired(graph(kmsKeyArn=UNKNOWN), kmsKeyArn=KEY), KEY),
        good(made("dax.Cluster", **CACHE)),
        good(made("docdb.ElasticCluster", kmsKeyId=ARN, backupRetentionPeriod=7)),
        good(made("neptune.ClusterInstance")),
        good(made("docdb.GlobalCluster", deletionProtection=True, storageEncrypted=True)),
        good(made("neptune.GlobalCluster", deletionProtection=True, sourceDbClusterIdentifier="a")),
        good(
            documents(
                snapshotIdentifier="before",
                storageEncrypted=None,
                kmsKeyId=None,
                backupRetentionPeriod=None,
            )
        ).named("restored"),
        bad(("encrypted", "key", "audit", "deletion", "backups"), made("docdb.Cluster")),
        bad(("encrypted", "key", "audit", "deletion", "backups"), made("neptune.Cluster")),
        bad("key", documents(kmsKeyId="alias/aws/rds")),
        bad("key", graph(kmsKeyArn=None)),
        bad("encrypted", documents(storageEncrypted=False)),
        bad("audit", documents(enabledCloudwatchLogsExports=["profiler"])),
        bad("audit", graph(enableCloudwatchLogsExports=["slowquery"])),
        bad("deletion", graph(deletionProtection=False)),
        bad("backups", documents(backupRetentionPeriod=1)),
        bad(("encrypted", "tls"), made("dax.Cluster")),
        bad(("key", "backups"), made("docdb.ElasticCluster")),
        bad("tls", made("dax.Cluster", **{**CACHE, "clusterEndpointEncryptionType": "NONE"})),
        bad("encrypted", made("dax.Cluster", **{**CACHE, "serverSideEncryption": {}})),
        bad("public", made("neptune.ClusterInstance", publiclyAccessible=True)),
        bad(("encrypted", "deletion"), made("docdb.GlobalCluster")),
        unknown("deletion", documents(deletionProtection=UNKNOWN)),
        unknown("key", graph(kmsKeyArn=UNKNOWN)),
        unknown("encrypted", documents(enabledCloudwatchLogsExports=UNKNOWN)),
        unknown("tls", made("dax.Cluster", **{**CACHE, "clusterEndpointEncryptionType": UNKNOWN})),
        skips(made("neptune.Cluster", replicationSourceIdentifier=UNKNOWN)),
        skips(BUCKET),
    ),
    "docdb-neptune-guarded-stack": (
        good(NAMED, group("docdb", audit_logs="enabled")),
        good(NAMED, group("docdb", audit_logs="all", tls="tls1.2+")),
        good(NAMED).named("group of another stack"),
        good(
            wired(
                made("docdb.Cluster", dbClusterParameterGroupName=UNKNOWN),
                dbClusterParameterGroupName=group("docdb"),
            ),
            group("docdb", audit_logs="enabled"),
        ).named("joined by an edge"),
        good(NAMED_GRAPH, group("neptune", neptune_enable_audit_log="1")),
        bad("audit", made("docdb.Cluster")),
        bad("audit", made("docdb.Cluster", dbClusterParameterGroupName="default.docdb5.0")),
        bad("audit", NAMED, group("docdb", audit_logs="none")),
        bad("audit", NAMED, group("docdb", tls="enabled")),
        bad("tls", NAMED, group("docdb", audit_logs="enabled", tls="disabled")),
        bad("audit", NAMED_GRAPH, group("neptune", neptune_enable_audit_log=0)),
        bad(
            "tls",
            NAMED_GRAPH,
            group("neptune", neptune_enable_audit_log="1", neptune_enforce_ssl="0"),
        ),
        unknown("audit", NAMED, group("docdb", audit_logs=UNKNOWN)),
        unknown("tls", NAMED, group("docdb", audit_logs="enabled", tls=UNKNOWN)),
        skips(made("dax.Cluster")),
        skips(BUCKET),
    ),
}
