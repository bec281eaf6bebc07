"""Isolation of task containers: no privileges, no root, no host namespaces."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    Resource,
    ResourceRule,
    Severity,
    expect,
    is_true,
)
from soc2_baseline.policy_pack.rules.ecs.definitions import containers, name_of, on_windows

HOST = ("networkMode", "pidMode", "ipcMode")
ROOT = ("", "root", "0")


def _judge(task: Resource, _context: Context) -> Iterator[Finding]:
    for mode in HOST:
        yield from expect(
            task.at(mode),
            lambda value: value != "host",
            "host",
            "the task shares the network, PID or IPC namespace of its host",
        )
    try:
        found = containers(task)
    except Malformed:
        yield Finding("document", "the container definitions cannot be read")
        return
    windows = on_windows(task)
    for container in found:
        yield from _contained(container, windows)


def _contained(container: dict[str, Any], windows: Any) -> Iterator[Finding]:
    name = name_of(container)
    yield from expect(
        container.get("privileged"),
        lambda on: not is_true(on),
        "privileged",
        f"{name} is privileged, with the rights of its host",
    )
    if windows is not UNKNOWN and windows:
        return
    yield from expect(
        container.get("readonlyRootFilesystem"),
        is_true,
        "read-only-root",
        f"{name} can write to its root file system",
    )
    if not container.get("firelensConfiguration"):  # the log router runs as root
        yield from expect(
            container.get("user"),
            lambda user: user is not None and str(user).partition(":")[0] not in ROOT,
            "non-root",
            f"{name} may run as root",
        )


RULES = (
    ResourceRule(
        id="ecs-task-hardened",
        types=("ecs.TaskDefinition",),
        criteria=("CC6.1", "CC6.8"),
        severity=Severity.HIGH,
        summary="Containers run unprivileged, not as root, on a read-only root, apart from the "
        "host.",
        fix="In container_definitions set privileged false, readonlyRootFilesystem true and user; "
        'leave network_mode, pid_mode and ipc_mode off "host".',
        keys={
            "privileged": "container_definitions",
            "read-only-root": "container_definitions",
            "non-root": "container_definitions",
            "host": "network_mode",
            "document": "container_definitions",
        },
        why="An attacker in a container that runs as root or shares its host gets the host and "
        "the roles of every task on it.",
        reference="Amazon ECS developer guide: task and container security best practices; "
        "Security Hub ECS.1, ECS.3, ECS.4, ECS.5, ECS.17, ECS.20; checkov CKV_AWS_334, "
        "CKV_AWS_335, CKV_AWS_336",
        judge=_judge,
    ),
)
