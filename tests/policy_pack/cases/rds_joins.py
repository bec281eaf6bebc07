"""Cases of the rules about databases and what belongs to them."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
KEY = made("kms.Key", "key")
ARN = "arn:aws:kms:eu-central-1:111122223333:key/1"
AURORA = made("rds.Cluster", "db", engine="aurora-postgresql", clusterIdentifier="main")
OTHER = made("pulumi:pulumi:StackReference", "network")


def member(name: str, of: Resource | None = AURORA, **props: Any) -> Resource:
    if of is None:
        return made("rds.ClusterInstance", name, **props)
    one = made("rds.ClusterInstance", name, clusterIdentifier=UNKNOWN, **props)
    return wired(one, clusterIdentifier=of)


def aurora(**props: Any) -> Resource:
    return made("rds.Cluster", "db", engine="aurora-postgresql", **props)


def parameters(family: Any, /, **values: Any) -> Resource:
    pairs = [{"name": name.replace("__", "."), "value": v} for name, v in values.items()]
    return made("rds.ParameterGroup", "group", family=family, parameters=pairs)


def grouped(engine: str | None, group: Resource, **props: Any) -> tuple[Resource, Resource]:
    """An instance that gets its group by an edge."""
    one = made("rds.Instance", "db", engine=engine, parameterGroupName=UNKNOWN, **props)
    return wired(one, parameterGroupName=group), group


def on_default(engine: str, version: Any = None, **props: Any) -> Resource:
    return made("rds.Instance", engine=engine, engineVersion=version, **props)


SSL = {"rds__force_ssl": "1"}
CLUSTER_GROUP = made(
    "rds.ClusterParameterGroup",
    "group",
    name="main",
    family="aurora-mysql8.0",
    parameters=[{"name": "require_secure_transport", "value": "ON"}],
)

CASES: dict[str, tuple[Case, ...]] = {
    "rds-multi-az-stack": (
        good(AURORA, member("a"), member("b")),
        good(
            AURORA,
            member("a", None, clusterIdentifier="main"),
            member("b", None, clusterIdentifier="main"),
        ).named("joined by identifier"),
        good(AURORA, member("a", availabilityZone="x"), member("b", availabilityZone="y")),
        good(AURORA, member("a", availabilityZone="x"), member("b")),
        good(
            AURORA,
            member("a"),
            made("appautoscaling.Target", resourceId="cluster:main", minCapacity=1),
        ).named("scaled readers"),
        bad("members", AURORA),
        bad("members", AURORA, member("a")),
        bad("members", AURORA, member("a"), member("b", None, clusterIdentifier="other")),
        bad("zones", AURORA, member("a", availabilityZone="x"), member("b", availabilityZone="x")),
        unknown("members", AURORA, member("a"), member("b", None, clusterIdentifier=UNKNOWN)),
        unknown("members", made("rds.Cluster", engine=UNKNOWN)),
        skips(aurora(engineMode="serverless")),
        skips(made("rds.Cluster", engine="postgres", dbClusterInstanceClass="db.r6gd.large")),
        skips(aurora(globalClusterIdentifier="world")).named("headless secondary"),
        skips(aurora(replicationSourceIdentifier="arn")),
        skips(aurora(clusterScalabilityType="limitless")),
        skips(BUCKET),
    ),
    "rds-tls-enforced": (
        good(*grouped("postgres", parameters("postgres14", **SSL))),
        good(*grouped("postgres", parameters("postgres16"))).named("by default"),
        good(*grouped("mysql", parameters("mysql8.0", require_secure_transport="1"))),
        good(*grouped(None, parameters("postgres14", **SSL), replicateSourceDb="main")),
        good(*grouped("sqlserver-se", parameters("sqlserver-se-15.0", **SSL))),
        good(
            made("rds.Cluster", engine="aurora-mysql", dbClusterParameterGroupName="main"),
            CLUSTER_GROUP,
        ).named("joined by name"),
        good(on_default("postgres", "16.3")),
        good(on_default("postgres", parameterGroupName="default.postgres17")),
        good(on_default("postgres")).named("the version of today"),
        good(on_default("mariadb", "11.8.3")),
        good(on_default("mysql", "8.0.40", parameterGroupName="of-another-stack")),
        good(
            wired(on_default("mysql", parameterGroupName=UNKNOWN), parameterGroupName=OTHER), OTHER
        ).named("stack reference"),
        good(made("rds.Proxy", requireTls=True)),
        good(parameters("mysql8.0")).named("for databases elsewhere"),
        bad("group", on_default("postgres", "14.12")),
        bad("group", on_default("postgres", parameterGroupName="default.postgres14")),
        bad("group", on_default("mysql", "8.4.3")),
        bad("group", on_default("mysql", "8.4.3", parameterGroupName="default.mysql8.4")),
        bad("group", on_default("mariadb", "11.4.5")),
        bad("group", on_default("sqlserver-se")),
        bad("group", made("rds.Cluster", engine="aurora-postgresql", engineVersion="16.4")),
        bad("group", made("rds.Cluster", engine="aurora-mysql")),
        bad("parameter", *grouped("postgres", parameters("postgres16", rds__force_ssl="0"))),
        bad("parameter", *grouped("mysql", parameters("mysql8.4", max_connections="9"))),
        bad("parameter", parameters("postgres16", rds__force_ssl=0)).named("unattached"),
        bad("proxy", made("rds.Proxy")),
        unknown("group", made("rds.Instance", engine="mysql", parameterGroupName=UNKNOWN)),
        unknown("group", made("rds.Instance", engine="mysql", engineVersion=UNKNOWN)),
        unknown("group", made("rds.Instance", engine=UNKNOWN)),
        unknown(
            "parameter",
            *grouped(
                "mysql",
                made("rds.ParameterGroup", "group", family="mysql8.0", parameters=UNKNOWN),
            ),
        ),
        unknown(
            "parameter",
            *grouped("mysql", parameters("mysql8.0", require_secure_transport=UNKNOWN)),
        ),
        skips(on_default("oracle-ee", "19")),
        skips(on_default("custom-oracle-ee")),
        skips(on_default("", replicateSourceDb="main")),
        skips(made("rds.Instance", snapshotIdentifier="before")),
        skips(BUCKET),
    ),
    "rds-managed-master-secret": (
        good(made("rds.Instance", engine="postgres", manageMasterUserPassword=True)),
        good(made("rds.Cluster", engine="mysql", manageMasterUserPassword=True)),
        good(made("redshift.Cluster", manageMasterPassword=True)),
        good(made("docdb.Cluster", manageMasterUserPassword=True)),
        good(made("redshiftserverless.Namespace")).named("IAM only"),
        good(made("redshiftserverless.Namespace", manageAdminPassword=True)),
        bad("managed", made("rds.Instance", engine="postgres")),
        bad("managed", made("rds.Instance", engine="postgres", passwordWo="hush-hush")),
        bad("password", made("rds.Instance", engine="postgres", password="hush-hush")),
        bad("password", made("rds.Instance", engine="postgres", password=UNKNOWN)),
        bad("password", made("rds.Instance", snapshotIdentifier="s", password=UNKNOWN)),
        bad("managed", made("rds.Cluster", engine="mysql", manageMasterUserPassword=False)),
        bad("password", made("rds.Cluster", engine="mysql", masterPassword=UNKNOWN)),
        bad("password", made("docdb.Cluster", masterPassword=UNKNOWN)),
        bad("managed", made("redshift.Cluster")),
        bad("password", made("redshiftserverless.Namespace", adminUserPassword=UNKNOWN)),
        bad("managed", made("redshiftserverless.Namespace", adminUserPasswordWo=UNKNOWN)),
        bad(
            "password",
            made("rds.Instance", "db", engine="sqlserver-ee", identifier="main", password=UNKNOWN),
            made("rds.Instance", "copy", replicateSourceDb="main"),
        ).named("replicas of SQL Server do not hinder it"),
        unknown("managed", made("rds.Instance", engine="mysql", manageMasterUserPassword=UNKNOWN)),
        skips(made("rds.Instance", replicateSourceDb="main")),
        skips(made("rds.Instance", snapshotIdentifier="before")),
        skips(made("redshift.Cluster", snapshotArn=UNKNOWN)),
        skips(made("docdb.Cluster", restoreToPointInTime={"sourceClusterIdentifier": "main"})),
        skips(made("rds.Cluster", globalClusterIdentifier=UNKNOWN, masterPassword=UNKNOWN)),
        skips(made("rds.Cluster", engineMode="serverless", masterPassword=UNKNOWN)),
        skips(made("rds.Instance", engine="mysql", blueGreenUpdate={"enabled": True})),
        skips(made("rds.Instance", engine="custom-oracle-ee", password=UNKNOWN)),
        skips(
            made("rds.Instance", "db", engine="mysql", password=UNKNOWN),
            wired(
                made("rds.Instance", "copy", replicateSourceDb=UNKNOWN),
                replicateSourceDb=made("rds.Instance", "db"),
            ),
        ).named("source of a replica"),
        skips(
            made("rds.Instance", "db", engine="mysql", identifier="main", password=UNKNOWN),
            made("rds.Instance", "copy", replicateSourceDb="arn:aws:rds:x:1:db:main"),
        ).named("source of a replica by ARN"),
        skips(BUCKET),
    ),
    "rds-operations-stack": (
        good(AURORA, member("a", monitoringInterval=60, performanceInsightsEnabled=True)),
        good(
            aurora(monitoringInterval=60, performanceInsightsEnabled=True, clusterIdentifier="m"),
            member("a", None, clusterIdentifier="m"),
        ).named("set on the cluster"),
        bad(("monitoring", "insights"), AURORA, member("a"), on="a"),
        bad("monitoring", AURORA, member("a", performanceInsightsEnabled=True), on="a"),
        bad("insights", AURORA, member("a", monitoringInterval=60), on="a"),
        unknown(
            "monitoring",
            AURORA,
            member("a", monitoringInterval=UNKNOWN, performanceInsightsEnabled=True),
            on="a",
        ),
        skips(member("a", None, clusterIdentifier="of-another-stack")),
        skips(BUCKET),
    ),
    "rds-snapshot-private-stack": (
        good(made("rds.SnapshotCopy", kmsKeyId=ARN)),
        good(wired(made("rds.ClusterSnapshotCopy", kmsKeyId=UNKNOWN), kmsKeyId=KEY), KEY),
        good(
            made("rds.SnapshotCopy", "copy", sourceDbSnapshotIdentifier="before"),
            made("rds.Snapshot", dbSnapshotIdentifier="before", dbInstanceIdentifier="main"),
            made("rds.Instance", identifier="main", kmsKeyId=ARN),
        ).named("a copy keeps the key"),
        bad("key", made("rds.SnapshotCopy")),
        bad("key", made("rds.ClusterSnapshotCopy", kmsKeyId="alias/aws/rds")),
        bad(
            "key",
            made("rds.SnapshotCopy", "copy", sourceDbSnapshotIdentifier="before"),
            made("rds.Snapshot", dbSnapshotIdentifier="before", dbInstanceIdentifier="main"),
            made("rds.Instance", identifier="main"),
        ).named("of a database without a key"),
        bad(
            "key",
            made(
                "rds.SnapshotCopy",
                "copy",
                sourceDbSnapshotIdentifier="before",
                destinationRegion="eu-west-1",
            ),
            made("rds.Snapshot", dbSnapshotIdentifier="before", dbInstanceIdentifier="main"),
            made("rds.Instance", identifier="main", kmsKeyId=ARN),
        ).named("to another Region"),
        unknown("key", made("rds.SnapshotCopy", kmsKeyId=UNKNOWN)),
        skips(made("rds.Snapshot")),
        skips(BUCKET),
    ),
}
