"""Logs, secrets, file systems and roles of Amazon ECS tasks."""

import re
from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    Resource,
    ResourceRule,
    SecretText,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    at,
    expect,
    guarded,
    is_given,
    items,
    shown,
)
from soc2_baseline.policy_pack.rules.ec2.assignments import assigned, is_literal
from soc2_baseline.policy_pack.rules.ecs.definitions import containers, name_of
from soc2_baseline.policy_pack.rules.every_resource.credentials import RULES as CREDENTIALS

_SECRET = re.compile(
    r"(?:password|passwd|passphrase|[_-]pass|secret[_-]?key|secret[_-]?access[_-]?key|api[_-]?key"
    r"|private[_-]?key|auth[_-]?token|access[_-]?token|client[_-]?secret)$",
    re.IGNORECASE,
)


def _judge(task: Resource, context: Context) -> Iterator[Finding]:
    for volume in items(task.at("volumes")):
        files = at(volume, "efsVolumeConfiguration")
        if files is None:
            continue
        yield from expect(
            at(files, "transitEncryption"),
            lambda value: value == "ENABLED",
            "efs-encryption",
            "traffic to an EFS file system is not encrypted",
        )
    try:
        found = containers(task)
    except Malformed:
        return  # ecs-task-hardened reports it
    marked = isinstance(task.at("containerDefinitions"), SecretText)
    for container in found:
        driver = at(container, "logConfiguration", "logDriver")
        yield from expect(
            driver,
            lambda value: is_given(value) and value != "none",
            "logs",
            f"{name_of(container)} writes no log",
        )
        if any(_is_secret(pair, marked, context) for pair in items(container.get("environment"))):
            sentence = f"{name_of(container)} has a secret in its environment"
            yield Finding("environment", sentence)


def _is_secret(pair: Any, marked: bool, context: Context) -> bool:
    name, value = at(pair, "name"), at(pair, "value")
    if not isinstance(name, str) or not isinstance(value, str):
        return False
    named = _SECRET.search(name) is not None and is_literal(value)
    if not named and not any(assigned(value)):
        return False
    return marked or not _is_said_elsewhere(name, value, context)


def _is_said_elsewhere(name: str, value: str, context: Context) -> bool:
    """Return whether ``no-hardcoded-credentials`` reports the pair: one fact is one finding."""
    pair = Resource("", "", "", {"environment": [{"name": name, "value": value}]})
    return any(any(rule.judge(pair, context)) for rule in CREDENTIALS)


def _judge_stack(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for task in graph.of("ecs.TaskDefinition"):
        yield from guarded(_roles, task, "roles", graph)


def _roles(task: Resource, graph: StackGraph) -> Iterator[Finding]:
    roles = ("executionRoleArn", "taskRoleArn")
    pair = [[role.urn for role in graph.targets(task, prop, "iam.Role")] for prop in roles]
    sentence = "the task role is also the execution role, which pulls images and reads secrets"
    if any(pair):  # a role from elsewhere is a different role
        if pair[0] == pair[1]:
            yield Finding("roles", sentence, urn=task.urn)
        return
    given = [shown(task, prop) for prop in roles]
    if any(role is not UNKNOWN and not is_given(role) for role in given):
        return
    if any(role is UNKNOWN for role in given):
        raise ValueUnknown
    if given[0] == given[1]:
        yield Finding("roles", sentence, urn=task.urn)


RULES = (
    ResourceRule(
        id="ecs-task-logs-secrets",
        types=("ecs.TaskDefinition",),
        criteria=("CC6.1", "CC7.2"),
        severity=Severity.HIGH,
        summary="Containers log, get secrets by reference, and mount file systems with encryption "
        "in transit.",
        fix="In container_definitions set logConfiguration and move secrets from environment to "
        'secrets.valueFrom; set transit_encryption="ENABLED" on volumes.',
        keys={
            "logs": "container_definitions",
            "environment": "container_definitions",
            "efs-encryption": "volumes.efs_volume_configuration.transit_encryption",
        },
        why="Everybody who may describe the task can read its environment, and without logs "
        "nobody can find out what a container did.",
        reference="Amazon ECS developer guide: passing sensitive data, log configuration, EFS "
        "volumes; Security Hub ECS.8, ECS.9; checkov CKV_AWS_97",
        judge=_judge,
    ),
    StackRule(
        id="ecs-task-logs-secrets-stack",
        types=("ecs.TaskDefinition",),
        criteria=("CC6.1", "CC7.2"),
        severity=Severity.MEDIUM,
        summary="The task role is not the execution role.",
        fix="Set task_role_arn to a separate role with only the permissions that the application "
        "needs.",
        keys={"roles": "task_role_arn"},
        why="With the execution role, an attacker who controls the application can pull every "
        "image and read every secret of the task.",
        reference="Amazon ECS developer guide: best practices for IAM roles; checkov CKV_AWS_249",
        judge=_judge_stack,
    ),
)
