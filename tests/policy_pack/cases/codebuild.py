"""Cases of the rules about AWS CodeBuild."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource, SecretText
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue", "other")
SECRET = made("secretsmanager.Secret", "secret")
ON, OFF = {"status": "ENABLED"}, {"status": "DISABLED"}


def project(**props: Any) -> Resource:
    given: dict[str, Any] = {
        "artifacts": {"type": "S3", "location": "built"},
        "source": {"type": "GITHUB", "location": "https://github.com/example/app.git"},
    }
    return made("codebuild.Project", **{**given, **props})


def logged(**config: Any) -> Resource:
    return project(logsConfig=config)


def holding(name: Any, value: Any, **more: Any) -> Resource:
    variable = {"name": name, "value": value, **more}
    return project(environment={"environmentVariables": [variable]})


def built_from(location: Any, kind: Any = "BITBUCKET") -> Resource:
    return project(source={"type": kind, "location": location})


CASES: dict[str, tuple[Case, ...]] = {
    "codebuild-guarded": (
        good(project()),
        good(project(environment={"privilegedMode": False})),
        good(logged(cloudwatchLogs=ON, s3Logs={**ON, "encryptionDisabled": False})),
        good(logged(cloudwatchLogs=OFF, s3Logs=ON)),
        good(project(artifacts={"type": "NO_ARTIFACTS", "encryptionDisabled": True})),
        good(holding("DB_PASSWORD", "prod/db:password", type="SECRETS_MANAGER")),
        good(holding("DB_PWD", "/app/db", type="PARAMETER_STORE")),
        good(holding("STAGE", UNKNOWN)),
        good(holding("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMIK7MDENGbPxRfiCY")).named(
            "no-hardcoded-credentials-says-it"
        ),
        good(wired(holding("DB_SECRET", UNKNOWN), environment=SECRET), SECRET).named(
            "name-of-a-secret"
        ),
        good(built_from(UNKNOWN, "CODECOMMIT")),
        bad("privileged", project(environment={"privilegedMode": True})),
        bad("logs", logged(cloudwatchLogs=OFF)),
        bad("logs", logged(cloudwatchLogs=OFF, s3Logs=OFF)),
        bad("log-encryption", logged(s3Logs={**ON, "encryptionDisabled": True})),
        bad("artifacts", project(artifacts={"type": "S3", "encryptionDisabled": True})),
        bad("artifacts", project(secondaryArtifacts=[{"type": "S3", "encryptionDisabled": True}])),
        bad("variables", holding("DB_PWD", "hunter2!")),
        bad("variables", holding("DEPLOY_TOKEN", SecretText("hunter2!"), type="PLAINTEXT")),
        bad("variables", holding("PIP_INDEX", "https://user:hunter2@pypi.example.com/simple")),
        bad("source", built_from("https://user:hunter2@bitbucket.org/example/app.git")),
        bad(
            "source",
            project(secondarySources=[{"type": "GITHUB", "location": "https://a:token@b.c/d"}]),
        ),
        bad(
            ("privileged", "variables"),
            project(
                environment={
                    "privilegedMode": True,
                    "environmentVariables": [
                        {"name": "A", "value": UNKNOWN},
                        {"name": "DB_PWD", "value": "hunter2!"},
                    ],
                }
            ),
        ).named("beside-unknown"),
        unknown("privileged", project(environment={"privilegedMode": UNKNOWN})),
        unknown("logs", logged(cloudwatchLogs={"status": UNKNOWN})),
        unknown("logs", logged(cloudwatchLogs=OFF, s3Logs={"status": UNKNOWN})),
        unknown("variables", project(environment={"environmentVariables": UNKNOWN})),
        unknown("variables", holding("DB_PWD", UNKNOWN)),
        unknown("artifacts", project(secondaryArtifacts=UNKNOWN)),
        unknown("source", built_from(UNKNOWN)),
        skips(OTHER),
    ),
}
