"""Access logs, deletion protection and request handling of load balancers."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    expect,
    guarded,
    is_true,
    some,
)
from soc2_baseline.policy_pack.rules.elb.kinds import CLASSIC, LISTENER, is_application, kind

_BOTH = ("lb.LoadBalancer", "elb.LoadBalancer")
_NO_LOGS = "the load balancer writes no access logs"
_SAFE_MODES = (None, "", "defensive", "strictest")


def _judge_logs(balancer: Resource, _context: Context) -> Iterator[Finding]:
    if balancer.type != CLASSIC and not is_application(balancer):
        raise NotApplicable("only requests and TLS connections are logged")
    yield from _logs(balancer)


def _logs(balancer: Resource, urn: str | None = None) -> Iterator[Finding]:
    """Check that access logs are on; Classic Load Balancers write them by default."""
    logs, enabled = balancer.at("accessLogs"), balancer.at("accessLogs", "enabled")
    if balancer.type == CLASSIC and logs is not UNKNOWN and logs is not None and enabled is None:
        return
    yield from expect(enabled, is_true, "access-logs", _NO_LOGS, urn=urn)


def _judge_tls_logs(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for balancer in graph.of("lb.LoadBalancer"):
        yield from guarded(_tls_logs, balancer, "access-logs", graph)


def _tls_logs(balancer: Resource, graph: StackGraph) -> Iterator[Finding]:
    if kind(balancer) != "network":
        return
    listeners = graph.satellites(balancer, "loadBalancerArn", LISTENER)
    if some(listeners, lambda listener: listener.at("protocol") == "TLS"):
        yield from _logs(balancer, balancer.urn)


def _judge_protection(balancer: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(
        balancer.at("enableDeletionProtection"),
        is_true,
        "enabled",
        "deletion protection is off",
    )


def _judge_hygiene(balancer: Resource, _context: Context) -> Iterator[Finding]:
    classic = balancer.type == CLASSIC
    if not classic and not is_application(balancer):
        raise NotApplicable("this type of load balancer does not read requests")
    if not classic:
        yield from expect(
            balancer.at("dropInvalidHeaderFields"),
            is_true,
            "headers",
            "invalid header fields are not dropped",
        )
    yield from expect(
        balancer.at("desyncMitigationMode"),
        lambda mode: mode in _SAFE_MODES,
        "desync",
        "the desync mitigation mode lets ambiguous requests reach the targets",
    )


_LOGS_WHY = (
    "Without access logs nobody can find out who requested what in an attack through the load "
    "balancer."
)
_LOGS_REFERENCE = (
    "Elastic Load Balancing user guides: access logs; Security Hub ELB.5; checkov CKV_AWS_91, "
    "CKV_AWS_92"
)
_LOGS_FIX = 'Set access_logs={"bucket": ..., "enabled": True}.'

RULES = (
    ResourceRule(
        id="lb-access-logs",
        types=_BOTH,
        criteria=("CC7.2",),
        severity=Severity.MEDIUM,
        summary="Application and Classic Load Balancers write access logs.",
        fix=_LOGS_FIX,
        keys={"access-logs": "access_logs.enabled"},
        why=_LOGS_WHY,
        reference=_LOGS_REFERENCE,
        judge=_judge_logs,
    ),
    StackRule(
        id="lb-access-logs-stack",
        types=("lb.LoadBalancer",),
        criteria=("CC7.2",),
        severity=Severity.MEDIUM,
        summary="Network Load Balancers that terminate TLS write access logs.",
        fix=_LOGS_FIX,
        keys={"access-logs": "access_logs.enabled"},
        why=_LOGS_WHY,
        reference=_LOGS_REFERENCE,
        judge=_judge_tls_logs,
    ),
    ResourceRule(
        id="lb-deletion-protection",
        types=("lb.LoadBalancer",),
        criteria=("A1.2",),
        severity=Severity.MEDIUM,
        prod_floor=True,
        summary="Load balancers in production have deletion protection.",
        fix="Set enable_deletion_protection=True.",
        keys={"enabled": "enable_deletion_protection"},
        remedies={"enabled": ("enableDeletionProtection", True)},
        why="Deleting the load balancer also deletes its address, and everything behind it is "
        "down until DNS names point elsewhere.",
        reference="Elastic Load Balancing user guides: deletion protection; Security Hub ELB.6; "
        "checkov CKV_AWS_150",
        judge=_judge_protection,
    ),
    ResourceRule(
        id="lb-request-hygiene",
        types=_BOTH,
        criteria=("CC6.6",),
        severity=Severity.MEDIUM,
        summary="Load balancers drop invalid headers and use desync mitigation.",
        fix='Set drop_invalid_header_fields=True and desync_mitigation_mode="defensive".',
        keys={"headers": "drop_invalid_header_fields", "desync": "desync_mitigation_mode"},
        why="A request that the load balancer and a target read differently can smuggle a second "
        "request past every check.",
        reference="Elastic Load Balancing user guides: desync mitigation, header fields; Security "
        "Hub ELB.4, ELB.12, ELB.14; checkov CKV_AWS_131, CKV_AWS_328",
        judge=_judge_hygiene,
    ),
)
