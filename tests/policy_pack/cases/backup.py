"""Cases of the rules about AWS Backup."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, under_provider, unknown, wired

QUEUE = made("sqs.Queue")
DAILY = "cron(0 5 ? * * *)"


def plan(*rules: dict[str, Any], **props: Any) -> Resource:
    return made("backup.Plan", rules=list(rules), **props)


def rule(schedule: Any = DAILY, days: Any = 35, **props: Any) -> dict[str, Any]:
    return {"schedule": schedule, "lifecycle": {"deleteAfter": days}, **props}


def copying(target: Any) -> dict[str, Any]:
    return rule(copyActions=[{"destinationVaultArn": target}])


def vault_arn(region: str, account: str = "111111111111") -> str:
    return f"arn:aws:backup:{region}:{account}:backup-vault:copies"


COPIES: dict[str, Any] = {
    "profile": Profile.PROD,
    "wants_region_copies": True,
    "account_id": "111111111111",
}
VAULT = made("backup.Vault", name="main", kmsKeyArn="arn:aws:kms:eu-west-1:1:key/2")


def vault(**props: Any) -> Resource:
    return made("backup.Vault", **{**VAULT.props, **props})


def lock(**props: Any) -> Resource:
    fixed = {"backupVaultName": "main", "minRetentionDays": 7}
    return made("backup.VaultLockConfiguration", "lock", **{**fixed, **props})


def denial(**statement: Any) -> Resource:
    fixed = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
        "Resource": "*",
    }
    document = json.dumps({"Statement": [{**fixed, **statement}]})
    return made("backup.VaultPolicy", "policy", backupVaultName="main", policy=document)


KEY = made("kms.Key", "key")
DENY = denial()

TAGGED = made(
    "backup.Selection", selectionTags=[{"type": "STRINGEQUALS", "key": "backup", "value": "yes"}]
)


def selection(**props: Any) -> Resource:
    return made("backup.Selection", **props)


def conditions(**operators: Any) -> Resource:
    return selection(resources=["*"], conditions=[operators])


def tagged(key: str, value: Any) -> list[dict[str, Any]]:
    return [{"key": f"aws:ResourceTag/{key}", "value": value}]


TABLE = made("dynamodb.Table", "orders", tags={"backup": "yes"})
BARE = made("dynamodb.Table", "orders")
BUCKET = made("s3.Bucket", "data", bucket="data")
PROFILE: dict[str, Any] = {"profile": Profile.DEV}
LOGS_IN = json.dumps(
    {
        "Statement": {
            "Effect": "Allow",
            "Principal": {"Service": "logging.s3.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": "arn:aws:s3:::data/*",
        }
    }
)

CASES: dict[str, tuple[Case, ...]] = {
    "backup-plan": (
        good(plan(rule())),
        good(plan(rule("cron(15 */6 * * ? *)", None))),
        good(plan(rule("rate(12 hours)", 90))),
        good(plan(rule("cron(0 * ? * * *)", 1), rule("cron(0 5 1 * ? *)", 400), rule())).named(
            "several"
        ),
        good(plan(rule(days=7))).under(profile=Profile.DEV),
        good(plan(rule(days=20))).given(days=20),
        good(plan(rule())).under("no-copies-asked", profile=Profile.PROD),
        good(plan(copying(vault_arn("eu-central-1")), region="eu-west-1")).under(**COPIES),
        good(plan(copying(vault_arn("eu-west-1", "222222222222")), region="eu-west-1")).under(
            "another-account", **COPIES
        ),
        good(
            wired(plan(copying(UNKNOWN)), rules=made("backup.Vault", "dr")),
            made("backup.Vault", "dr"),
        ).under("vault-by-edge", **COPIES),
        good(plan(rule(None))).named("default-schedule"),
        bad("schedule", plan(rule(""))),
        bad("schedule", plan()),
        bad("schedule", plan(rule("cron(0 5 ? * MON-FRI *)"))),
        bad("schedule", plan(rule("cron(0 5 1 * ? *)"), rule("rate(2 days)"))),
        bad("schedule", plan(rule("sometimes"))),
        bad("retention", plan(rule(days=34))),
        bad("retention", plan(rule(days=6))).under(profile=Profile.SANDBOX),
        bad("retention", plan(rule(days=7), rule("cron(0 5 1 * ? *)", 400))),
        bad("copy", plan(rule())).under(**COPIES),
        bad(
            "copy",
            under_provider(plan(copying(vault_arn("eu-west-1"))), region="eu-west-1"),
        ).under("same-place", **COPIES),
        unknown("schedule", plan(rule(UNKNOWN))),
        unknown("retention", plan(rule(days=UNKNOWN))),
        unknown("schedule", made("backup.Plan", rules=UNKNOWN)),
        unknown("copy", plan(copying(UNKNOWN))).under(**COPIES),
        skips(QUEUE),
    ),
    "backup-vault": (
        good(VAULT, DENY),
        good(VAULT, DENY, lock()).under(profile=Profile.PROD),
        good(
            wired(vault(kmsKeyArn=UNKNOWN, name=UNKNOWN), kmsKeyArn=KEY),
            KEY,
            wired(made("backup.VaultPolicy", policy=DENY.props["policy"]), backupVaultName=VAULT),
            wired(made("backup.VaultLockConfiguration", minRetentionDays=1), backupVaultName=VAULT),
        ).under("by-edges", profile=Profile.PROD),
        good(VAULT, DENY, lock(changeableForDays=3)).given(compliance_mode=True),
        good(VAULT, denial(Action="backup:*")),
        bad("cmk", vault(kmsKeyArn=None), DENY),
        bad("cmk", vault(kmsKeyArn="arn:aws:kms:eu-west-1:1:alias/aws/backup"), DENY),
        bad("lock", VAULT, DENY).under(profile=Profile.PROD),
        bad("lock", VAULT, DENY, lock(minRetentionDays=None), on="lock").under(
            profile=Profile.PROD
        ),
        bad("lock-range", VAULT, DENY, lock(maxRetentionDays=3), on="lock"),
        bad("lock-mode", VAULT, DENY, lock(changeableForDays=3), on="lock"),
        bad("deny-delete", VAULT),
        bad("deny-delete", VAULT, denial(Action="backup:DeleteRecoveryPoint")),
        bad("deny-delete", VAULT, denial(Principal={"AWS": "arn:aws:iam::1:root"})),
        bad("deny-delete", VAULT, denial(Effect="Allow")),
        bad(
            "deny-delete",
            VAULT,
            denial(Condition={"StringNotEquals": {"aws:userid": "X"}}),
        ).named("with-exceptions"),
        bad(
            "deny-delete",
            VAULT,
            made("backup.VaultPolicy", backupVaultName="main", policy="no"),
        ).named("malformed"),
        bad("deny-delete", VAULT, made("backup.VaultPolicy", backupVaultName="other")),
        unknown("cmk", vault(kmsKeyArn=UNKNOWN), DENY),
        unknown(
            "deny-delete",
            VAULT,
            made("backup.VaultPolicy", backupVaultName="main", policy=UNKNOWN),
        ),
        unknown("lock", VAULT, DENY, lock(backupVaultName=UNKNOWN)).under(profile=Profile.PROD),
        skips(QUEUE),
    ),
    "backup-coverage": (
        good(TABLE, TAGGED),
        good(BARE, wired(selection(resources=[UNKNOWN]), resources=BARE)).named("by-edge"),
        good(BARE, selection(resources=["arn:aws:dynamodb:*:*:table/*"])).named("every-table"),
        good(
            made("rds.Instance", arn="arn:aws:rds:eu-west-1:1:db:main"),
            selection(resources=["arn:aws:rds:*:*:db:m*"]),
        ),
        good(TABLE, conditions(stringEquals=tagged("backup", "yes"))),
        good(TABLE, conditions(stringLikes=tagged("backup", "y*"))),
        good(BARE, conditions(stringNotEquals=tagged("backup", "no"))),
        good(
            under_provider(BARE, defaultTags=json.dumps({"tags": {"backup": "yes"}})), TAGGED
        ).named("default-tags"),
        good(made("rds.Instance", "replica", replicateSourceDb="main")).under(**PROFILE),
        good(made("s3.Bucket", tags={"service": "audit-archive"})).under(**PROFILE),
        good(BUCKET, made("s3.BucketLogging", bucket="other", targetBucket="data")).under(
            "log-target", **PROFILE
        ),
        good(
            BUCKET,
            made(
                "s3.Bucket",
                "logged",
                logging={"targetBucket": "data"},
                tags={"service": "access-logs"},
            ),
        ).under("inline-log-target", **PROFILE),
        good(BUCKET, wired(made("cloudtrail.Trail"), s3BucketName=BUCKET)).under(**PROFILE),
        good(BUCKET, made("s3.BucketPolicy", bucket="data", policy=LOGS_IN)).under(**PROFILE),
        bad("selection", BARE).under(**PROFILE),
        bad("selection", made("rds.Instance", "db")).under(**PROFILE),
        bad("selection", made("efs.FileSystem", "files"), plan(rule())).named("a-plan-alone"),
        bad("selection", made("rds.Cluster", backupRetentionPeriod=7)).under(**PROFILE),
        bad("selection", BARE, TAGGED),
        bad("selection", TABLE, TAGGED, BUCKET, on="data"),
        bad("selection", made("dynamodb.Table", pointInTimeRecovery={"enabled": True})).under(
            "pitr-is-no-backup-here", **PROFILE
        ),
        bad("selection", BUCKET).under(**PROFILE),
        bad("selection", made("ebs.Volume")).under(**PROFILE),
        bad("selection", TABLE, conditions(stringNotEquals=tagged("backup", "yes"))),
        bad(
            "selection",
            TABLE,
            conditions(stringEquals=tagged("backup", "yes") + tagged("tier", "1")),
        ).named("all-conditions"),
        bad(
            "selection",
            TABLE,
            selection(resources=["*"], notResources=["arn:aws:dynamodb:*:*:table/*"]),
        ).named("excluded"),
        bad("selection", TABLE, selection(conditions=[{"stringEquals": tagged("backup", "yes")}])),
        bad("selection", BARE, selection(resources=["arn:aws:rds:*:*:db:*"])),
        unknown("selection", BARE, selection(resources=[UNKNOWN])),
        unknown("selection", made("dynamodb.Table", tags=UNKNOWN), TAGGED),
        unknown("selection", made("rds.Instance", replicateSourceDb=UNKNOWN)).under(**PROFILE),
        unknown("selection", BUCKET, made("s3.BucketPolicy", bucket="data", policy=UNKNOWN)).under(
            **PROFILE
        ),
        skips(BUCKET),
        skips(made("ebs.Volume"), BARE, made("rds.Instance")).named("backed-up-centrally"),
        skips(QUEUE),
    ),
}
