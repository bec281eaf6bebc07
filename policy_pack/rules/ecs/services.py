"""Public addresses of services; sessions and metrics of their clusters."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    Wire,
    at,
    expect,
    guarded,
    is_customer_key,
    is_given,
    is_true,
    items,
    shown,
)

CLUSTER = "aws:ecs/cluster:Cluster"
SINKS = {
    "cloudWatchLogGroupName": "cloudWatchEncryptionEnabled",
    "s3BucketName": "s3BucketEncryptionEnabled",
}


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == CLUSTER:
        yield from _insights(resource)
        yield from _sessions(resource)
        return
    yield from expect(
        resource.at("networkConfiguration", "assignPublicIp"),
        lambda on: not is_true(on),
        "public-ip",
        "tasks get public IP addresses",
    )


def _insights(cluster: Resource) -> Iterator[Finding]:
    sentence = "Container Insights is off for the cluster"
    settings = [s for s in items(cluster.at("settings")) if _is_insights(at(s, "name"))]
    if not settings:
        yield Finding("insights", sentence)
    for setting in settings:
        yield from expect(
            at(setting, "value"),
            lambda value: value in ("enabled", "enhanced"),
            "insights",
            sentence,
        )


def _is_insights(name: object) -> bool:
    return name is UNKNOWN or name == "containerInsights"


def _sessions(cluster: Resource) -> Iterator[Finding]:
    """Check the configuration of sessions; required only where a service opens them."""
    sessions = cluster.at("configuration", "executeCommandConfiguration")
    if sessions is None:
        return
    logging = at(sessions, "logging")
    yield from expect(
        logging, lambda value: value != "NONE", "exec-logging", "ECS Exec sessions are not logged"
    )
    yield from expect(
        at(sessions, "kmsKeyId"),
        is_customer_key,
        "exec-cmk",
        "ECS Exec sessions are not encrypted with a customer managed key",
        wire=Wire("configuration", CUSTOMER_KEYS),
    )
    if logging is not UNKNOWN and logging == "OVERRIDE":
        logs = at(sessions, "logConfiguration")
        for name, switch in SINKS.items():
            sink = at(logs, name)
            if sink is UNKNOWN or is_given(sink):
                sentence = "the log of ECS Exec sessions is not encrypted"
                yield from expect(at(logs, switch), is_true, "exec-log-encryption", sentence)


def _judge_stack(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    opened = [s for s in graph.of("ecs.Service") if _opens(s)]
    clusters = {c.urn: c for s in opened for c in graph.targets(s, "cluster", CLUSTER)}
    for cluster in clusters.values():
        yield from guarded(_configured, cluster, "exec")


def _opens(service: Resource) -> bool:
    on = service.at("enableExecuteCommand")
    return on is not UNKNOWN and is_true(on)


def _configured(cluster: Resource) -> Iterator[Finding]:
    sessions = at(shown(cluster, "configuration"), "executeCommandConfiguration")
    yield from expect(
        sessions,
        is_given,
        "exec",
        "a service enables ECS Exec, but the cluster neither encrypts nor logs sessions",
        urn=cluster.urn,
    )


RULES = (
    ResourceRule(
        id="ecs-service-private",
        types=("ecs.Service", "ecs.TaskSet", "ecs.Cluster"),
        criteria=("CC6.6", "CC7.2"),
        severity=Severity.HIGH,
        summary="Tasks have no public IP address; clusters use Container Insights and log "
        "sessions.",
        fix="Leave network_configuration.assign_public_ip out, and on the cluster set "
        "containerInsights and configuration.execute_command_configuration with kms_key_id.",
        keys={
            "public-ip": "network_configuration.assign_public_ip",
            "insights": "settings",
            "exec-logging": "configuration.execute_command_configuration.logging",
            "exec-cmk": "configuration.execute_command_configuration.kms_key_id",
            "exec-log-encryption": "configuration.execute_command_configuration.log_configuration",
        },
        why="A task with a public IP address can be reached without its load balancer, and a "
        "session without a log cannot be reconstructed.",
        reference="Amazon ECS developer guide: task networking, ECS Exec, Container Insights; "
        "Security Hub ECS.2, ECS.12, ECS.16; checkov CKV_AWS_65, CKV_AWS_223, CKV_AWS_224, "
        "CKV_AWS_333",
        judge=_judge,
    ),
    StackRule(
        id="ecs-service-private-stack",
        types=("ecs.Cluster",),
        criteria=("CC6.6", "CC7.2"),
        severity=Severity.MEDIUM,
        summary="Clusters with ECS Exec configure how sessions are encrypted and logged.",
        fix="Set configuration.execute_command_configuration on the cluster, or leave "
        "enable_execute_command off.",
        keys={"exec": "configuration.execute_command_configuration"},
        why="A session in a container has the permissions of the task; without a log nobody knows "
        "what was done.",
        reference="Amazon ECS developer guide: monitor containers with ECS Exec; "
        "checkov CKV_AWS_223, CKV_AWS_224",
        judge=_judge_stack,
    ),
)
