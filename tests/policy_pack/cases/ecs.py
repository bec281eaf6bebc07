"""Cases of the rules about Amazon ECS."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource, SecretText
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/1"
KEY = made("kms.Key", "key")
EXECUTION = made("iam.Role", "execution")
APPLICATION = made("iam.Role", "application")
SESSIONS = {"logging": "DEFAULT", "kmsKeyId": KEY_ARN}
INSIGHTS = [{"name": "containerInsights", "value": "enhanced"}]
SIDES: dict[str, Any] = {"executionRoleArn": "arn:aws:iam::111122223333:role/a"}


def task(container: dict[str, Any] | None = None, **props: Any) -> Resource:
    hardened = {
        "name": "web",
        "image": "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web@sha256:1",
        "readonlyRootFilesystem": True,
        "user": "1000",
        "logConfiguration": {"logDriver": "awslogs"},
    }
    text = json.dumps([{**hardened, **(container or {})}])
    return made("ecs.TaskDefinition", **{"containerDefinitions": text, **props})


def variable(name: str, value: str) -> dict[str, Any]:
    return {"environment": [{"name": name, "value": value}]}


def volume(**files: Any) -> list[dict[str, Any]]:
    return [{"name": "host"}, {"name": "files", "efsVolumeConfiguration": files}]


def cluster(**props: Any) -> Resource:
    return made("ecs.Cluster", **{"settings": INSIGHTS, **props})


def sessions(**settings: Any) -> dict[str, Any]:
    return {"executeCommandConfiguration": {**SESSIONS, **settings}}


SERVICE = made("ecs.Service", "service", enableExecuteCommand=True, cluster="main")
SECRET_TASK = task(variable("DB_PASSWORD", "correct-horse")).props["containerDefinitions"]


CASES: dict[str, tuple[Case, ...]] = {
    "ecs-task-hardened": (
        good(task()),
        good(task({"user": "app:app"}, networkMode="awsvpc", pidMode="task")),
        good(task({"user": None, "firelensConfiguration": {"type": "fluentbit"}})),
        good(
            task(
                {"user": None, "readonlyRootFilesystem": None},
                runtimePlatform={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
            )
        ).named("Windows"),
        bad("privileged", task({"privileged": True})),
        bad("read-only-root", task({"readonlyRootFilesystem": False})),
        bad("non-root", task({"user": None})),
        bad("non-root", task({"user": "root"})),
        bad("non-root", task({"user": "0:1000"})),
        bad("host", task(networkMode="host")),
        bad("host", task(pidMode="host")),
        bad("host", task(ipcMode="host")),
        bad("document", task(containerDefinitions="{}")),
        bad("document", task(containerDefinitions="[")),
        unknown("privileged", task(containerDefinitions=UNKNOWN)),
        skips(BUCKET),
    ),
    "ecs-task-logs-secrets": (
        good(task()),
        good(task({"secrets": [{"name": "DB_PASSWORD", "valueFrom": "arn:aws:ssm:::p"}]})),
        good(task(variable("DB_PASSWORD_FILE", "/run/secrets/db"))),
        good(task(variable("DB_PASS", "arn:aws:secretsmanager:::secret"))),
        good(task(variable("DB_PASSWORD", "correct-horse"))).named("no-hardcoded-credentials"),
        good(task(volumes=volume(transitEncryption="ENABLED"))),
        good(task(containerDefinitions="[")).named("ecs-task-hardened reports it"),
        bad("logs", task({"logConfiguration": None})),
        bad("logs", task({"logConfiguration": {"logDriver": "none"}})),
        bad("environment", task(variable("DB_PASS", "correct-horse"))),
        bad("environment", task(variable("ACCESS_TOKEN", "correct-horse"))),
        bad("environment", task(variable("DATABASE_URL", "mysql://app:correct-horse@db/app"))),
        bad("environment", task(containerDefinitions=SecretText(SECRET_TASK))).named("marked"),
        bad("efs-encryption", task(volumes=volume(fileSystemId="fs-1"))),
        unknown("logs", task(containerDefinitions=UNKNOWN)),
        unknown("efs-encryption", task(volumes=volume(transitEncryption=UNKNOWN))),
        skips(BUCKET),
    ),
    "ecs-task-logs-secrets-stack": (
        good(task(**SIDES)),
        good(task(**SIDES, taskRoleArn="arn:aws:iam::111122223333:role/b")),
        good(
            wired(
                task(executionRoleArn=UNKNOWN, taskRoleArn=UNKNOWN),
                executionRoleArn=EXECUTION,
                taskRoleArn=APPLICATION,
            ),
            EXECUTION,
            APPLICATION,
        ),
        good(
            wired(task(executionRoleArn=UNKNOWN, taskRoleArn="arn"), executionRoleArn=EXECUTION),
            EXECUTION,
        ),
        bad("roles", task(**SIDES, taskRoleArn=SIDES["executionRoleArn"])),
        bad(
            "roles",
            wired(
                task(executionRoleArn=UNKNOWN, taskRoleArn=UNKNOWN),
                executionRoleArn=EXECUTION,
                taskRoleArn=EXECUTION,
            ),
            EXECUTION,
        ),
        unknown("roles", task(executionRoleArn=UNKNOWN, taskRoleArn=UNKNOWN)),
        skips(BUCKET),
    ),
    "ecs-service-private": (
        good(made("ecs.Service", networkConfiguration={"assignPublicIp": False})),
        good(made("ecs.Service")).named("on instances"),
        good(cluster()),
        good(cluster(configuration=sessions())),
        good(
            cluster(
                configuration=sessions(
                    logging="OVERRIDE",
                    logConfiguration={
                        "cloudWatchLogGroupName": UNKNOWN,
                        "cloudWatchEncryptionEnabled": True,
                    },
                )
            )
        ),
        good(wired(cluster(configuration=sessions(kmsKeyId=UNKNOWN)), configuration=KEY), KEY),
        bad("public-ip", made("ecs.Service", networkConfiguration={"assignPublicIp": True})),
        bad("public-ip", made("ecs.TaskSet", networkConfiguration={"assignPublicIp": "true"})),
        bad("insights", cluster(settings=None)),
        bad("insights", cluster(settings=[{"name": "containerInsights", "value": "disabled"}])),
        bad("exec-logging", cluster(configuration=sessions(logging="NONE"))),
        bad("exec-cmk", cluster(configuration=sessions(kmsKeyId=None))),
        bad(
            "exec-log-encryption",
            cluster(
                configuration=sessions(
                    logging="OVERRIDE", logConfiguration={"s3BucketName": "sessions"}
                )
            ),
        ),
        unknown("public-ip", made("ecs.Service", networkConfiguration=UNKNOWN)),
        unknown("insights", cluster(settings=[{"name": "containerInsights", "value": UNKNOWN}])),
        skips(BUCKET),
    ),
    "ecs-service-private-stack": (
        good(cluster(name="main", configuration=sessions()), SERVICE),
        good(cluster(name="main"), made("ecs.Service", cluster="main")),
        good(cluster(name="other"), SERVICE).named("a cluster elsewhere"),
        bad("exec", cluster(name="main"), SERVICE),
        bad(
            "exec",
            cluster(),
            wired(
                made("ecs.Service", "s", cluster=UNKNOWN, enableExecuteCommand=True),
                cluster=cluster(),
            ),
        ),
        unknown("exec", cluster(name="main", configuration=UNKNOWN), SERVICE),
        skips(BUCKET),
    ),
}
