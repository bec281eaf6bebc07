"""Privileges, logs, encryption and credentials of AWS CodeBuild projects."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    ValueUnknown,
    Verdict,
    at,
    expect,
    is_true,
    items,
)
from soc2_baseline.policy_pack.rules.secretsmanager.plaintext import in_address, spilled

ON = "ENABLED"
NO_PASSWORD = ("S3", "CODECOMMIT", "CODEPIPELINE", "NO_SOURCE")
"""Source types whose address cannot hold a password."""

REFERENCES = ("PARAMETER_STORE", "SECRETS_MANAGER")


def _judge(project: Resource, context: Context) -> Iterator[Finding]:
    privileged = project.at("environment", "privilegedMode")
    sentence = "builds run in privileged mode"
    yield from expect(privileged, lambda on: not is_true(on), "privileged", sentence)
    yield from _logs(project)
    yield from _artifacts(project)
    yield from _sources(project)
    variables = project.at("environment", "environmentVariables")
    if variables is UNKNOWN:
        yield Finding("variables", LATER, Verdict.UNDETERMINED)
    else:
        yield from spilled(_plain(variables), "variables", "environment", context)


def _logs(project: Resource) -> Iterator[Finding]:
    groups = project.at("logsConfig", "cloudwatchLogs", "status")
    bucket = project.at("logsConfig", "s3Logs", "status")
    sentence = "builds are not logged"
    if groups is not UNKNOWN and groups == "DISABLED":
        yield from expect(bucket, lambda status: status == ON, "logs", sentence)
    elif groups is UNKNOWN and not (bucket is not UNKNOWN and bucket == ON):
        yield Finding("logs", sentence, Verdict.UNDETERMINED)
    if bucket is not UNKNOWN and bucket == ON:
        plain = project.at("logsConfig", "s3Logs", "encryptionDisabled")
        sentence = "build logs are not encrypted"
        yield from expect(plain, lambda off: not is_true(off), "log-encryption", sentence)


def _artifacts(project: Resource) -> Iterator[Finding]:
    secondary = project.at("secondaryArtifacts")
    unsure = secondary is UNKNOWN
    for artifact in [project.at("artifacts"), *([] if unsure else items(secondary))]:
        kind = at(artifact, "type")
        if kind is not UNKNOWN and kind == "NO_ARTIFACTS":
            continue
        sentence = "build artifacts are not encrypted"
        plain = at(artifact, "encryptionDisabled")
        yield from expect(plain, lambda off: not is_true(off), "artifacts", sentence)
    if unsure:
        yield Finding("artifacts", LATER, Verdict.UNDETERMINED)


def _sources(project: Resource) -> Iterator[Finding]:
    secondary = project.at("secondarySources")
    unsure = secondary is UNKNOWN
    for source in [project.at("source"), *([] if unsure else items(secondary))]:
        try:
            if in_address(at(source, "location")):
                yield Finding("source", "the address of the source holds a password")
        except ValueUnknown:
            kind = at(source, "type")
            unsure = unsure or kind is UNKNOWN or kind not in NO_PASSWORD
    if unsure:
        yield Finding("source", LATER, Verdict.UNDETERMINED)


def _plain(variables: Any) -> Iterator[tuple[str, Any]]:
    """Yield name and value of the variables that are plain text in the project."""
    for variable in items(variables):
        name, kind = at(variable, "name"), at(variable, "type")
        if isinstance(name, str) and (kind is UNKNOWN or kind not in REFERENCES):
            yield name, at(variable, "value")


RULES = (
    ResourceRule(
        id="codebuild-guarded",
        types=("codebuild.Project",),
        criteria=("CC8.1", "CC6.1"),
        severity=Severity.HIGH,
        summary="Builds are unprivileged and logged, encrypt artifacts and hold no credentials.",
        fix="Leave privileged_mode and encryption_disabled off, keep logs_config on, and give "
        'variables the type "SECRETS_MANAGER".',
        why="Builds run code of a repository with rights to deploy: an attacker who escapes from "
        "a build, or reads its variables, can ship code.",
        keys={
            "privileged": "environment.privileged_mode",
            "logs": "logs_config",
            "log-encryption": "logs_config.s3_logs.encryption_disabled",
            "artifacts": "artifacts.encryption_disabled",
            "variables": "environment.environment_variables",
            "source": "source.location",
        },
        reference="AWS CodeBuild user guide: data protection; environment variables; Security Hub "
        "CodeBuild.1, CodeBuild.2, CodeBuild.3, CodeBuild.4, CodeBuild.5; checkov CKV_AWS_78, "
        "CKV_AWS_311, CKV_AWS_314, CKV_AWS_316",
        judge=_judge,
    ),
)
