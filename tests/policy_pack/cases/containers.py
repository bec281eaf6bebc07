"""Cases of the rules about Amazon ECR, ECS and EKS."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource, SecretText
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/1"
KEY = made("kms.Key", "key")
ACCOUNT = {"AWS": "arn:aws:iam::111122223333:root"}
EXECUTION = made("iam.Role", "execution")
APPLICATION = made("iam.Role", "application")
SESSIONS = {"logging": "DEFAULT", "kmsKeyId": KEY_ARN}
INSIGHTS = [{"name": "containerInsights", "value": "enhanced"}]
ALL_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
SIDES: dict[str, Any] = {"executionRoleArn": "arn:aws:iam::111122223333:role/a"}


def repository(**props: Any) -> Resource:
    hardened = {
        "imageTagMutability": "IMMUTABLE",
        "encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": KEY_ARN}],
    }
    return made("ecr.Repository", **{**hardened, **props})


def registry(frequency: Any, *patterns: Any) -> Resource:
    filters = [{"filter": pattern, "filterType": "WILDCARD"} for pattern in patterns]
    rules = [{"scanFrequency": frequency, "repositoryFilters": filters}]
    return made("ecr.RegistryScanningConfiguration", "registry", rules=rules)


def policy(principal: Any) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "ecr:BatchGetImage"}
    return json.dumps({"Statement": [statement]})


def scanned(**props: Any) -> Resource:
    return made("ecr.Repository", imageScanningConfiguration={"scanOnPush": True}, **props)


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


def kubernetes(**network: Any) -> Resource:
    hardened = {"endpointPrivateAccess": True, "endpointPublicAccess": False}
    return made("eks.Cluster", vpcConfig={**hardened, **network})


def keeping(**props: Any) -> Resource:
    hardened = {
        "encryptionConfig": {"resources": ["secrets"], "provider": {"keyArn": KEY_ARN}},
        "enabledClusterLogTypes": ALL_LOGS,
        "deletionProtection": True,
    }
    return made("eks.Cluster", **{**hardened, **props})


def nodes(**access: Any) -> Resource:
    return made("eks.NodeGroup", remoteAccess=access)


SERVICE = made("ecs.Service", "service", enableExecuteCommand=True, cluster="main")
SECRET_TASK = task(variable("DB_PASSWORD", "correct-horse")).props["containerDefinitions"]

CASES: dict[str, tuple[Case, ...]] = {
    "ecr-guarded": (
        good(repository()),
        good(
            wired(
                repository(encryptionConfigurations=[{"encryptionType": "KMS", "kmsKey": UNKNOWN}]),
                encryptionConfigurations=KEY,
            ),
            KEY,
        ),
        good(
            repository(
                imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
                imageTagMutabilityExclusionFilters=[{"filter": "dev-*"}],
            )
        ),
        good(made("ecr.RepositoryPolicy", policy=policy(ACCOUNT))),
        good(registry("CONTINUOUS_SCAN", "*")),
        good(
            made(
                "ecr.RepositoryCreationTemplate",
                appliedFors=["PULL_THROUGH_CACHE"],
                encryptionConfigurations=[{"encryptionType": "KMS", "kmsKey": KEY_ARN}],
            )
        ).named("a cache follows its source"),
        bad("immutable", repository(imageTagMutability=None)),
        bad("immutable", repository(imageTagMutability="MUTABLE_WITH_EXCLUSION")),
        bad(
            "immutable",
            repository(
                imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
                imageTagMutabilityExclusionFilters=[{"filter": "*"}],
            ),
        ),
        bad("cmk", repository(encryptionConfigurations=None)),
        bad("cmk", repository(encryptionConfigurations=[{"encryptionType": "AES256"}])),
        bad("cmk", repository(encryptionConfigurations=[{"encryptionType": "KMS"}])),
        bad("registry-scan", registry("MANUAL", "*")),
        bad("registry-scan", made("ecr.RegistryScanningConfiguration", scanType="BASIC")),
        bad("public", made("ecr.RepositoryPolicy", policy=policy("*"))),
        bad("public", made("ecr.RegistryPolicy", policy=policy({"AWS": "*"}))),
        bad(
            ["immutable", "cmk", "public"],
            made("ecr.RepositoryCreationTemplate", repositoryPolicy=policy("*")),
        ),
        bad("document", made("ecr.RepositoryPolicy", policy="{")),
        unknown("public", made("ecr.RepositoryPolicy", policy=UNKNOWN)),
        unknown("immutable", repository(imageTagMutability=UNKNOWN)),
        unknown(
            "cmk",
            repository(encryptionConfigurations=[{"encryptionType": "KMS", "kmsKey": UNKNOWN}]),
        ),
        skips(BUCKET),
    ),
    "ecr-guarded-stack": (
        good(scanned(name="web"), made("ecr.LifecyclePolicy", repository="web")),
        good(scanned(), wired(made("ecr.LifecyclePolicy", "l"), repository=scanned())),
        good(
            made("ecr.Repository", name="prod/web"),
            made("ecr.LifecyclePolicy", repository="prod/web"),
            registry("SCAN_ON_PUSH", "prod/*"),
        ).named("scanned by the registry"),
        good(
            made("ecr.Repository", name="prod/web"),
            made("ecr.LifecyclePolicy", repository="prod/web"),
            registry("CONTINUOUS_SCAN", "web"),
        ).named("by a part of the name"),
        bad("lifecycle", scanned(name="web"), made("ecr.LifecyclePolicy", repository="other")),
        bad(
            "scan",
            made("ecr.Repository", name="web"),
            made("ecr.LifecyclePolicy", repository="web"),
            registry("SCAN_ON_PUSH", "prod/*"),
        ),
        bad(
            "scan",
            made("ecr.Repository", name="web", imageScanningConfiguration={"scanOnPush": False}),
            made("ecr.LifecyclePolicy", repository="web"),
            registry("MANUAL", "*"),
        ),
        unknown(
            "scan",
            made("ecr.Repository", name=UNKNOWN),
            wired(
                made("ecr.LifecyclePolicy", repository=UNKNOWN), repository=made("ecr.Repository")
            ),
            registry("SCAN_ON_PUSH", "prod/*"),
        ),
        unknown("lifecycle", scanned(), made("ecr.LifecyclePolicy", repository=UNKNOWN)),
        skips(BUCKET),
    ),
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
    "eks-endpoint-private": (
        good(kubernetes()),
        good(kubernetes(endpointPublicAccess=True, publicAccessCidrs=["198.51.100.0/24"])),
        good(kubernetes(endpointPublicAccess=UNKNOWN, publicAccessCidrs=["198.51.100.0/24"])),
        good(made("eks.NodeGroup")),
        good(nodes(ec2SshKey="ops", sourceSecurityGroupIds=[UNKNOWN])),
        bad("private", kubernetes(endpointPrivateAccess=None)),
        bad("public", kubernetes(endpointPublicAccess=None)),
        bad("public", kubernetes(endpointPublicAccess=True, publicAccessCidrs=["0.0.0.0/0"])),
        bad("public", kubernetes(endpointPublicAccess=True, publicAccessCidrs=[UNKNOWN, "::/0"])),
        bad(
            "public",
            kubernetes(endpointPublicAccess=True, publicAccessCidrs=["0.0.0.0/1", "128.0.0.0/1"]),
        ),
        bad("remote-access", nodes(ec2SshKey="ops")),
        unknown("private", kubernetes(endpointPrivateAccess=UNKNOWN)),
        unknown("public", kubernetes(endpointPublicAccess=UNKNOWN)),
        skips(made("eks.Cluster", outpostConfig={"outpostArns": ["arn"]})),
        skips(BUCKET),
    ),
    "eks-secrets-logs": (
        good(keeping()),
        good(
            wired(
                keeping(
                    encryptionConfig={"resources": ["secrets"], "provider": {"keyArn": UNKNOWN}}
                ),
                encryptionConfig=KEY,
            ),
            KEY,
        ),
        bad("encryption", keeping(encryptionConfig=None)),
        bad("encryption", keeping(encryptionConfig={"provider": {"keyArn": KEY_ARN}})),
        bad("logs", keeping(enabledClusterLogTypes=ALL_LOGS[:4])),
        bad("logs", keeping(enabledClusterLogTypes=None)),
        bad("logs", keeping(enabledClusterLogTypes=["api", UNKNOWN])),
        bad("deletion", keeping(deletionProtection=None)),
        unknown("encryption", keeping(encryptionConfig=UNKNOWN)),
        unknown("logs", keeping(enabledClusterLogTypes=[*ALL_LOGS[:4], UNKNOWN])),
        skips(BUCKET),
    ),
}
