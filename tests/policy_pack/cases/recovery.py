"""Cases of the rules about getting data and service back."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, under_provider, unknown, wired

QUEUE = made("sqs.Queue")
PROFILE: dict[str, Any] = {"profile": Profile.DEV}
PAIR: dict[str, Any] = {"recovery_region": "eu-central-1"}
DAILY = "cron(0 5 * * ? *)"
TEST = made("backup.RestoreTestingPlan", "test", scheduleExpression="cron(0 1 ? * SUN *)")


def plan(*schedules: Any, **props: Any) -> Resource:
    rules = [{"schedule": schedule, **props} for schedule in schedules]
    return made("backup.Plan", "plan", id="plan-1", rules=rules)


def everything(**props: Any) -> Resource:
    fixed = {"planId": "plan-1", "resources": ["*"]}
    return made("backup.Selection", "everything", **{**fixed, **props})


def tested(kind: Any) -> Resource:
    return made("backup.RestoreTestingSelection", f"of-{kind}", protectedResourceType=kind)


def tagged(short: str, rto: Any = None, rpo: Any = None, **props: Any) -> Resource:
    tags = {"rto": rto, "rpo": rpo}
    tags = {key: value for key, value in tags.items() if value is not None}
    return made(short, "store", **{"id": "s-1", "tags": tags, **props})


def table(rto: Any = None, rpo: Any = None, **props: Any) -> Resource:
    return tagged("dynamodb.Table", rto, rpo, name="orders", **props)


def database(rto: Any = None, rpo: Any = None, **props: Any) -> Resource:
    return tagged("rds.Instance", rto, rpo, identifier="main", **props)


def cluster(rto: Any = None, rpo: Any = None, **props: Any) -> Resource:
    return tagged("rds.Cluster", rto, rpo, clusterIdentifier="main", **props)


def first(short: str, **props: Any) -> Resource:
    """A store that matters most."""
    return made(short, "store", **{"id": "s-1", "tags": {"tier": "1"}, **props})


def instance(name: str) -> Resource:
    return made("rds.ClusterInstance", name, clusterIdentifier="main")


PITR = {"pointInTimeRecovery": {"enabled": True}}
BACKED_UP = (plan(DAILY), everything())
VERSIONED = made("s3.BucketVersioning", bucket="b", versioningConfiguration={"status": "Enabled"})


def copying(*arns: Any) -> Resource:
    return plan(DAILY, copyActions=[{"destinationVaultArn": arn} for arn in arns])


def vault_arn(region: str) -> str:
    return f"arn:aws:backup:{region}:111111111111:backup-vault:copies"


THERE = made("backup.Vault", "there", region="eu-central-1")
HERE = made("backup.Vault", "here", region="eu-west-1")

CASES: dict[str, tuple[Case, ...]] = {
    "backup-restore-tested": (
        good(plan(DAILY), TEST, tested("S3")),
        good(plan(DAILY), everything(), table(), TEST, tested("DynamoDB")),
        good(
            plan(DAILY),
            everything(),
            table(),
            cluster(engine="aurora-postgresql"),
            TEST,
            tested("DynamoDB"),
            tested("Aurora"),
        ),
        good(plan(DAILY), everything(), cluster(engine="postgres"), TEST, tested("RDS")),
        good(
            plan(DAILY),
            everything(resources=["arn:aws:rds:*:*:db:*"]),
            table(),
            TEST,
            tested("RDS"),
        ).named("only-what-is-taken"),
        good(plan(DAILY), TEST, tested(UNKNOWN)).named("nothing-known-to-be-taken"),
        bad("plan", plan(DAILY)),
        bad("plan", plan(DAILY), everything(), table(), tested("DynamoDB")),
        bad("selection", plan(DAILY), TEST),
        bad("selection", plan(DAILY), everything(), table(), TEST, tested("S3")),
        bad("selection", plan(DAILY), everything(), database(), table(), TEST, tested("RDS")),
        bad("selection", plan(DAILY), everything(), cluster(), TEST, tested("RDS")),
        unknown("selection", plan(DAILY), everything(), table(), TEST, tested(UNKNOWN)),
        unknown(
            "selection", plan(DAILY), everything(resources=[UNKNOWN]), table(), TEST, tested("S3")
        ),
        skips(table(), TEST),
        skips(QUEUE),
    ),
    "rto-rpo-declared-met": (
        good(table("15m", "5m", **PITR)),
        good(table("1h", "1d"), *BACKED_UP),
        good(table("1h", "6h"), plan(DAILY, "cron(30 0/6 * * ? *)"), everything()),
        good(
            table("1h", "12h"),
            wired(everything(planId=UNKNOWN), planId=plan("rate(12 hours)")),
            plan("rate(12 hours)"),
        ).named("plan-by-edge"),
        good(database("2m", "5m", backupRetentionPeriod=7, multiAz=True)),
        good(database("1h", "5m", backupRetentionPeriod=7)),
        good(database("10m"), made("rds.Instance", "replica", replicateSourceDb="main")),
        good(database("1H ", " 15M"), plan(DAILY, enableContinuousBackup=True), everything()),
        good(cluster("2m", "5m"), instance("a"), instance("b")),
        good(cluster("10m", "5m"), instance("a")),
        good(cluster("2m", dbClusterInstanceClass="db.m6gd.large", backupRetentionPeriod=1)),
        good(tagged("s3.Bucket", "0m", "0m", bucket="b"), VERSIONED),
        good(tagged("s3.Bucket", "0m", "0m", versioning={"enabled": True})),
        good(
            tagged("efs.FileSystem", "15m", "15m"),
            made("efs.ReplicationConfiguration", sourceFileSystemId="s-1"),
        ),
        good(tagged("ebs.Volume", "1h", "1d"), *BACKED_UP),
        good(tagged("ebs.Volume", "30m", "1d"), *BACKED_UP).given(restore_minutes=30),
        good(table()).under("no-tier", **PROFILE),
        good(table(tags={"tier": "2"})).under(**PROFILE),
        good(
            made("rds.Instance", "replica", replicateSourceDb="main", tags={"rpo": "1m"}),
        ).named("replica"),
        good(table("1h", "1d", **PITR)).under(**PROFILE),
        good(table("1h", "1d"), plan(None), everything()).named("default-schedule"),
        bad("rpo", table("1h", "15m"), *BACKED_UP),
        bad("rpo", table("1h", "1m", **PITR)),
        bad("rpo", table("1h", "2d"), plan("cron(0 5 ? * MON-FRI *)"), everything()),
        bad("rpo", table(rpo="1d")),
        bad("rpo", table(rpo="1d"), plan(DAILY), everything(resources=["arn:aws:rds:*"])),
        bad("rpo", table(rpo="1d"), plan("sometimes"), everything()),
        bad("rpo", tagged("s3.Bucket", rpo="1h", bucket="b")),
        bad("rto", database("30m", "5m", backupRetentionPeriod=7)),
        bad("rto", database("1m", "5m", backupRetentionPeriod=7, multiAz=True)),
        bad("rto", cluster("5m"), instance("a")),
        bad("rto", tagged("ebs.Volume", "30m", "1d"), *BACKED_UP),
        bad(("rto", "rpo"), tagged("ebs.Volume", "30m", "1d")),
        bad(("rto", "rpo"), database("30m", "5m", backupRetentionPeriod=0)),
        bad("declared", first("dynamodb.Table")).under(**PROFILE),
        bad("declared", table(tags={"rto": "1h", "tier": "tier-1"})),
        bad("declared", table(tags={"rto": "1h", "level": "gold"})).given(
            tier_tag="level", tiers=["gold"]
        ),
        bad("declared", first("rds.Instance"), made("dynamodb.Table", tags={"rto": "1d"})),
        bad("format", table(rpo="soon")).under(**PROFILE),
        bad("format", table("4h", "a quarter of an hour", **PITR)),
        unknown("declared", table(tags=UNKNOWN)).under(**PROFILE),
        unknown("rpo", table("1h", "1h", pointInTimeRecovery={"enabled": UNKNOWN}), *BACKED_UP),
        unknown("rpo", table(rpo="1d"), everything(planId="elsewhere")),
        unknown("rpo", table(rpo="1d"), everything(resources=[UNKNOWN]), plan(DAILY)),
        unknown("rpo", table(rpo="1h"), everything(), plan(DAILY, UNKNOWN)),
        unknown("rto", database("2m", "5m", backupRetentionPeriod=7, multiAz=UNKNOWN)),
        skips(table(), database()),
        skips(table(rpo="gold")).named("not-our-words"),
        skips(first("dynamodb.Table")),
        skips(QUEUE),
    ),
    "dr-pair-complete": (
        good(first("dynamodb.Table", replicas=[{"regionName": "eu-central-1"}])).under(**PAIR),
        good(
            first("dynamodb.Table", name="orders"),
            made("dynamodb.GlobalTable", name="orders", replicas=[{"regionName": "eu-central-1"}]),
        ).under(**PAIR),
        good(
            first("dynamodb.Table", arn="arn:1"),
            made("dynamodb.TableReplica", globalTableArn="arn:1", region="eu-central-1"),
        ).under(**PAIR),
        good(first("dynamodb.Table"), copying(vault_arn("eu-central-1")), everything()).under(
            "copied-backups", **PAIR
        ),
        good(
            first("dynamodb.Table"),
            wired(copying(UNKNOWN), rules=[HERE, THERE]),
            everything(),
            HERE,
            THERE,
        ).under("vault-by-edge", **PAIR),
        good(
            first("rds.Instance", identifier="main", arn="arn:db"),
            made(
                "rds.InstanceAutomatedBackupsReplication",
                sourceDbInstanceArn="arn:db",
                region="eu-central-1",
            ),
        ).under(**PAIR),
        good(
            first("rds.Instance", arn="arn:db"),
            under_provider(
                made("rds.Instance", "replica", replicateSourceDb="arn:db", tags={"tier": "1"}),
                region="eu-central-1",
            ),
        ).under("replica", **PAIR),
        good(
            first("rds.Cluster", globalClusterIdentifier="world", region="eu-west-1"),
            made("rds.GlobalCluster", "world", id="world"),
            made("rds.Cluster", "other", globalClusterIdentifier="world", region="eu-central-1"),
        ).under("global-database", **PAIR),
        good(
            first("efs.FileSystem"),
            made(
                "efs.ReplicationConfiguration",
                sourceFileSystemId="s-1",
                destination={"region": "eu-central-1"},
            ),
        ).under(**PAIR),
        good(
            first("s3.Bucket", bucket="b"),
            wired(made("s3.BucketReplicationConfig", bucket="b"), rules=made("s3.Bucket", "copy")),
            made("s3.Bucket", "copy", region="eu-central-1"),
        ).under(**PAIR),
        good(
            first("dynamodb.Table", region="eu-west-1", replicas=[{"regionName": "eu-west-3"}])
        ).under("any-other-region", wants_region_copies=True),
        good(first("dynamodb.Table", region="eu-central-1")).under("there-already", **PAIR),
        good(table()).under("no-tier", **PAIR),
        good(first("s3.Bucket")).under(
            "left-to-the-rule-about-buckets", profile=Profile.PROD, wants_region_copies=True, **PAIR
        ),
        bad("copy", first("dynamodb.Table")).under(**PAIR),
        bad("copy", first("dynamodb.Table")).under(wants_region_copies=True),
        bad("copy", first("s3.Bucket", bucket="b")).under(**PAIR),
        bad("copy", first("ebs.Volume"), *BACKED_UP).under(**PAIR),
        bad("copy", first("rds.Cluster")).under(**PAIR),
        bad(
            "copy",
            first("efs.FileSystem"),
            copying(vault_arn("eu-central-1")),
            everything(resources=["arn:aws:rds:*"]),
        ).under("not-taken", **PAIR),
        bad("copy", table(tags={"level": "gold"}))
        .given(tier_tag="level", tiers=["gold"])
        .under(**PAIR),
        bad("pair", first("dynamodb.Table", replicas=[{"regionName": "us-east-1"}])).under(**PAIR),
        bad("pair", first("dynamodb.Table"), copying(vault_arn("us-east-1")), everything()).under(
            **PAIR
        ),
        bad(
            "copy",
            first("dynamodb.Table", region="eu-west-1"),
            copying(vault_arn("eu-west-1")),
            everything(),
        ).under("same-region", **PAIR),
        unknown("copy", first("dynamodb.Table"), copying(UNKNOWN), everything()).under(**PAIR),
        unknown("copy", first("dynamodb.Table", replicas=UNKNOWN)).under(**PAIR),
        unknown("copy", first("dynamodb.Table"), everything(planId="elsewhere")).under(**PAIR),
        unknown("copy", first("rds.Cluster", globalClusterIdentifier="world")).under(**PAIR),
        unknown("copy", table(tags=UNKNOWN)).under(**PAIR),
        unknown(
            "copy",
            first("efs.FileSystem"),
            made("efs.ReplicationConfiguration", sourceFileSystemId="s-1", destination={}),
        ).under(**PAIR),
        unknown(
            "copy", first("s3.Bucket", bucket="b"), made("s3.BucketReplicationConfig", bucket="b")
        ).under(**PAIR),
        skips(first("dynamodb.Table")),
        skips(QUEUE),
    ),
}
