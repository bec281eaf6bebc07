"""Cases of the rules about single databases."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
KEY = made("kms.Key", "key")
ARN = "arn:aws:kms:eu-central-1:111122223333:key/1"
REPLICA = made("rds.Instance", replicateSourceDb="main")
RESTORED = made("rds.Instance", snapshotIdentifier="before")


def instance(engine: Any = "postgres", **props: Any) -> Resource:
    return made("rds.Instance", engine=engine, **props)


def cluster(engine: Any = "aurora-postgresql", **props: Any) -> Resource:
    return made("rds.Cluster", engine=engine, **props)


def logs(*names: Any) -> dict[str, Any]:
    return {"enabledCloudwatchLogsExports": list(names)}


WATCHED = {
    "monitoringInterval": 60,
    "performanceInsightsEnabled": True,
    "performanceInsightsKmsKeyId": ARN,
}

CASES: dict[str, tuple[Case, ...]] = {
    "rds-encrypted": (
        good(instance(storageEncrypted=True, kmsKeyId=ARN)),
        good(cluster(storageEncrypted=True, kmsKeyId=ARN)),
        good(cluster(engineMode="serverless", kmsKeyId=ARN)).named("serverless v1"),
        good(wired(instance(storageEncrypted=True, kmsKeyId=UNKNOWN), kmsKeyId=KEY), KEY),
        good(RESTORED).named("encrypted as the snapshot is"),
        good(made("rds.GlobalCluster", storageEncrypted=True)),
        good(made("rds.InstanceAutomatedBackupsReplication", kmsKeyId=ARN)),
        bad(("encrypted", "key"), instance()),
        bad("encrypted", cluster(kmsKeyId=ARN)),
        bad("encrypted", cluster(kmsKeyId=ARN, storageEncrypted=False)),
        bad("key", instance(storageEncrypted=True)),
        bad("key", instance(storageEncrypted=True, kmsKeyId="arn:aws:kms:x:1:alias/aws/rds")).named(
            "the key that AWS manages"
        ),
        bad("encrypted", made("rds.GlobalCluster")),
        bad("key", made("rds.InstanceAutomatedBackupsReplication")),
        bad(
            "encrypted", made("rds.Instance", snapshotIdentifier="s", storageEncrypted=False)
        ).named("restored in the clear"),
        unknown("encrypted", instance(storageEncrypted=UNKNOWN, kmsKeyId=ARN)),
        unknown("key", instance(storageEncrypted=True, kmsKeyId=UNKNOWN)),
        skips(REPLICA),
        skips(made("rds.Instance", replicateSourceDb=UNKNOWN)),
        skips(made("rds.GlobalCluster", sourceDbClusterIdentifier=UNKNOWN)),
        skips(BUCKET),
    ),
    "rds-not-public": (
        good(instance()),
        good(made("rds.ClusterInstance", publiclyAccessible=False)),
        good(cluster()).named("Aurora has addresses by instance"),
        good(cluster("mysql", dbClusterInstanceClass="db.r6gd.large", dbSubnetGroupName="inner")),
        good(cluster("mysql", dbClusterInstanceClass="db.r6gd.large", dbSubnetGroupName=UNKNOWN)),
        bad("public", instance(publiclyAccessible=True)),
        bad("public", made("rds.ClusterInstance", publiclyAccessible=True)),
        bad("public", cluster("mysql", dbClusterInstanceClass="db.r6gd.large")).named("default"),
        bad("public", made("rds.Instance", replicateSourceDb="main", publiclyAccessible=True)),
        unknown("public", instance(publiclyAccessible=UNKNOWN)),
        skips(BUCKET),
    ),
    "rds-multi-az": (
        good(instance(multiAz=True)),
        good(instance(UNKNOWN, multiAz=True)),
        good(instance("sqlserver-se", multiAz=True)),
        bad("standby", instance()),
        bad("standby", RESTORED),
        bad("standby", instance("sqlserver-se")),
        bad("standby", instance("sqlserver-se", multiAz=False, optionGroupName="mirror")),
        unknown("standby", instance(multiAz=UNKNOWN)),
        skips(REPLICA),
        skips(instance("sqlserver-se", optionGroupName=UNKNOWN)).named("mirroring"),
        skips(instance("sqlserver-ex")).named("SQL Server Express"),
        skips(instance("custom-oracle-ee")),
        skips(cluster()),
        skips(BUCKET),
    ),
    "rds-backup-retention": (
        good(instance(backupRetentionPeriod=7)),
        good(cluster(backupRetentionPeriod="35")),
        good(instance(backupRetentionPeriod=35)).under(profile=Profile.PROD),
        good(instance(backupRetentionPeriod=3)).given(days=3),
        bad("days", instance()),
        bad("days", instance(backupRetentionPeriod=0)),
        bad("days", cluster(backupRetentionPeriod=1)),
        bad("days", instance(backupRetentionPeriod=30)).under(profile=Profile.PROD),
        bad("days", made("rds.Instance", snapshotIdentifier="s", backupRetentionPeriod=1)),
        unknown("days", instance(backupRetentionPeriod=UNKNOWN)),
        skips(REPLICA),
        skips(cluster(replicationSourceIdentifier=UNKNOWN)),
        skips(RESTORED),
        skips(BUCKET),
    ),
    "rds-deletion-protection": (
        good(instance(deletionProtection=True)),
        good(made("rds.GlobalCluster", deletionProtection=True)),
        bad("protection", instance()),
        bad("protection", cluster(deletionProtection=False)),
        unknown("protection", cluster(deletionProtection=UNKNOWN)),
        skips(REPLICA),
        skips(instance()).under(profile=Profile.SANDBOX),
        skips(BUCKET),
    ),
    "rds-iam-auth": (
        good(instance(iamDatabaseAuthenticationEnabled=True)),
        good(cluster("aurora-mysql", iamDatabaseAuthenticationEnabled=True)),
        bad("iam", instance()),
        bad("iam", cluster()),
        unknown("iam", instance(iamDatabaseAuthenticationEnabled=UNKNOWN)),
        skips(instance("oracle-ee")),
        skips(instance("sqlserver-se")),
        skips(cluster(engineMode="serverless")),
        skips(REPLICA),
        skips(BUCKET),
    ),
    "rds-log-exports": (
        good(instance(**logs("postgresql", "upgrade"))),
        good(instance("mysql", **logs("error", "audit", UNKNOWN))),
        good(instance("oracle-ee", **logs("alert", "audit"))),
        good(instance("mysql", engineVersion="9.7.1", **logs("error"))),
        good(instance("sqlserver-web", **logs("error"))),
        good(cluster("aurora-mysql", **logs("audit", "error"))),
        good(cluster("mysql", dbClusterInstanceClass="db.r6gd.large", **logs("error"))),
        good(made("rds.Instance", replicateSourceDb="main", **logs("postgresql"))),
        good(instance("db2-se", **logs("diag.log"))),
        bad("logs", instance()),
        bad("logs", instance("mysql", **logs("error"))),
        bad("logs", instance("mysql", **logs("error", "slowquery"))),
        bad("logs", cluster(**logs("instance"))),
        bad("logs", REPLICA),
        bad("logs", instance("sqlserver-se", **logs("agent"))),
        unknown("logs", instance(enabledCloudwatchLogsExports=UNKNOWN)),
        unknown("logs", instance(**logs(UNKNOWN))),
        unknown("logs", made("rds.Instance", engine=UNKNOWN)),
        skips(instance("custom-oracle-ee")),
        skips(cluster(engineMode="serverless")),
        skips(BUCKET),
    ),
    "rds-operations": (
        good(instance(**WATCHED)),
        good(
            wired(
                instance(**{**WATCHED, "performanceInsightsKmsKeyId": UNKNOWN}),
                performanceInsightsKmsKeyId=KEY,
            ),
            KEY,
        ),
        good(cluster()).named("its instances are watched"),
        good(made("rds.ClusterInstance")),
        good(instance("mysql", instanceClass="db.t3.micro", monitoringInterval=60)),
        good(instance("db2-se", monitoringInterval=1)),
        good(
            instance(engineLifecycleSupport="open-source-rds-extended-support-disabled", **WATCHED)
        ),
        bad("upgrades", instance(autoMinorVersionUpgrade=False, **WATCHED)),
        bad("upgrades", made("rds.ClusterInstance", autoMinorVersionUpgrade=False)),
        bad("monitoring", instance(**{**WATCHED, "monitoringInterval": 0})),
        bad(("monitoring", "insights"), instance()),
        bad("insights", instance(**{**WATCHED, "performanceInsightsEnabled": False})),
        bad("insights", cluster("mysql", dbClusterInstanceClass="c", monitoringInterval=60)),
        bad("insights-key", instance(monitoringInterval=60, performanceInsightsEnabled=True)),
        bad("insights-key", made("rds.ClusterInstance", performanceInsightsEnabled=True)),
        bad("extended-support", cluster(engineLifecycleSupport="open-source-rds-extended-support")),
        unknown("monitoring", instance(**{**WATCHED, "monitoringInterval": UNKNOWN})),
        unknown("upgrades", cluster(autoMinorVersionUpgrade=UNKNOWN)),
        unknown("insights-key", instance(**{**WATCHED, "performanceInsightsKmsKeyId": UNKNOWN})),
        skips(instance("custom-sqlserver-ee")),
        skips(BUCKET),
    ),
    "rds-snapshot-private": (
        good(made("rds.Snapshot")),
        good(made("rds.Snapshot", sharedAccounts=["111122223333"])),
        good(instance(copyTagsToSnapshot=True)),
        bad("public", made("rds.Snapshot", sharedAccounts=["all"])),
        bad("public", made("rds.ClusterSnapshot", sharedAccounts=[UNKNOWN, "all"])),
        bad("public", made("rds.SnapshotCopy", sharedAccounts=["all"])),
        bad("public", made("rds.ClusterSnapshotCopy", sharedAccounts=["all"])),
        bad("tags", instance()),
        bad("tags", cluster(copyTagsToSnapshot=False)),
        unknown("public", made("rds.Snapshot", sharedAccounts=UNKNOWN)),
        unknown("public", made("rds.Snapshot", sharedAccounts=[UNKNOWN])),
        unknown("tags", cluster(copyTagsToSnapshot=UNKNOWN)),
        skips(REPLICA),
        skips(BUCKET),
    ),
}
