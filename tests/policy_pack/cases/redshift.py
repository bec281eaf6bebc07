"""Cases of the rules about Amazon Redshift."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
KEY = made("kms.Key", "key")
SAFE: dict[str, Any] = {
    "kmsKeyId": "arn:aws:kms:eu-central-1:111122223333:key/1",
    "enhancedVpcRouting": True,
    "masterUsername": "keeper",
    "databaseName": "sales",
}
LASTING = {"clusterIdentifier": "sales", "automatedSnapshotRetentionPeriod": 7}
LOGGED = made("redshift.Logging", "logs", clusterIdentifier="sales")


def cluster(**props: Any) -> Resource:
    return made("redshift.Cluster", "it", **props)


def kept(**props: Any) -> Resource:
    return cluster(**{**LASTING, **props})


def group(family: Any = "redshift-1.0", ssl: Any = None) -> Resource:
    pairs = [] if ssl is None else [{"name": "require_ssl", "value": ssl}]
    return made("redshift.ParameterGroup", "group", name="g", family=family, parameters=pairs)


CASES: dict[str, tuple[Case, ...]] = {
    "redshift-private-encrypted": (
        good(cluster(**SAFE)),
        good(cluster(**SAFE, encrypted="true")),
        good(wired(cluster(**{**SAFE, "kmsKeyId": UNKNOWN}), kmsKeyId=KEY), KEY),
        good(cluster(snapshotIdentifier="before", enhancedVpcRouting=True)).named("restored"),
        good(made("redshiftserverless.Workgroup", enhancedVpcRouting=True)),
        good(
            made(
                "redshiftserverless.Namespace",
                kmsKeyId=SAFE["kmsKeyId"],
                dbName="sales",
                adminUsername="keeper",
            )
        ),
        bad("public", cluster(**SAFE, publiclyAccessible=True)),
        bad("encrypted", cluster(**SAFE, encrypted="false")),
        bad("encrypted", cluster(**SAFE, encrypted=False)),
        bad("key", cluster(**{**SAFE, "kmsKeyId": None})),
        bad("key", cluster(**{**SAFE, "kmsKeyId": "alias/aws/redshift"})),
        bad("routing", cluster(**{**SAFE, "enhancedVpcRouting": None})),
        bad("admin", cluster(**{**SAFE, "masterUsername": "awsuser"})),
        bad("name", cluster(**{**SAFE, "databaseName": "dev"})),
        bad("name", cluster(**{**SAFE, "databaseName": None})),
        bad(("public", "routing"), made("redshiftserverless.Workgroup", publiclyAccessible=True)),
        bad(
            ("key", "admin", "name"),
            made("redshiftserverless.Namespace", dbName="dev", adminUsername="admin"),
        ),
        unknown("public", cluster(**SAFE, publiclyAccessible=UNKNOWN)),
        unknown("key", cluster(**{**SAFE, "kmsKeyId": UNKNOWN})),
        skips(BUCKET),
    ),
    "redshift-tls-audit-backup": (
        good(kept(), LOGGED).named("default group of today"),
        good(kept(clusterParameterGroupName="default.redshift-2.0"), LOGGED),
        good(kept(clusterParameterGroupName="of-another-stack"), LOGGED),
        good(kept(clusterParameterGroupName="g"), LOGGED, group(ssl="true")),
        good(kept(clusterParameterGroupName="g"), LOGGED, group("redshift-2.0")),
        good(
            wired(kept(clusterParameterGroupName=UNKNOWN), clusterParameterGroupName=group()),
            group(ssl=True),
            wired(made("redshift.Logging", "logs"), clusterIdentifier=cluster()),
        ).named("joined by edges"),
        good(kept(automatedSnapshotRetentionPeriod=3), LOGGED).given(days=3),
        good(made("redshiftserverless.Workgroup")),
        good(made("redshiftserverless.Namespace", logExports=["userlog"])),
        bad("tls", kept(clusterParameterGroupName="default.redshift-1.0"), LOGGED),
        bad("tls", kept(clusterParameterGroupName="g"), LOGGED, group()),
        bad("tls", kept(clusterParameterGroupName="g"), LOGGED, group("redshift-2.0", "false")),
        bad("audit", kept()),
        bad("audit", kept(), made("redshift.Logging", clusterIdentifier="other")),
        bad("backups", kept(automatedSnapshotRetentionPeriod=1), LOGGED),
        bad("backups", cluster(clusterIdentifier="sales"), LOGGED),
        bad("upgrades", kept(allowVersionUpgrade=False), LOGGED),
        bad(
            "tls",
            made(
                "redshiftserverless.Workgroup",
                configParameters=[{"parameterKey": "require_ssl", "parameterValue": "false"}],
            ),
        ),
        bad("audit", made("redshiftserverless.Namespace")),
        unknown("tls", kept(clusterParameterGroupName=UNKNOWN), LOGGED),
        unknown("audit", kept(), made("redshift.Logging", clusterIdentifier=UNKNOWN)),
        unknown("backups", kept(automatedSnapshotRetentionPeriod=UNKNOWN), LOGGED),
        unknown("audit", made("redshiftserverless.Namespace", logExports=UNKNOWN)),
        skips(BUCKET),
    ),
}
