"""Encryption in transit to and from load balancers."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    at,
    expect,
    guarded,
    items,
    some,
)
from soc2_baseline.policy_pack.rules.elb.kinds import CLASSIC, LISTENER, SECURE

_ANSWERS = ("forward", "fixed-response")


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == LISTENER:
        if _is_http(resource) and not _redirects(resource.at("defaultActions")):
            yield Finding("listener", "the HTTP listener does more than redirect to HTTPS")
    elif resource.type == CLASSIC:
        for listener in items(resource.at("listeners")):
            yield from _classic(listener)
    else:
        yield from expect(
            resource.at("protocol"),
            lambda protocol: str(protocol).upper() != "HTTP",
            "target-group",
            "the load balancer connects to its targets without TLS",
        )


def _is_http(listener: Resource) -> bool:
    """Return whether a listener uses HTTP, also by default; gateway listeners have no port."""
    protocol = listener.at("protocol")
    if protocol is not UNKNOWN and protocol in (None, ""):
        return listener.at("port") is not None
    return bool(protocol == "HTTP")


def _redirects(actions: Any) -> bool:
    """Return whether every request is redirected to HTTPS; by default the protocol stays."""
    trees = items(actions)
    if some(trees, lambda tree: at(tree, "type") in _ANSWERS):
        return False
    return some(
        trees,
        lambda tree: at(tree, "type") == "redirect" and at(tree, "redirect", "protocol") == "HTTPS",
    )


def _classic(listener: Any) -> Iterator[Finding]:
    port = at(listener, "lbPort")
    place = f"port {port}" if isinstance(port, int) else "a port"
    for key, prop, sentence in (
        ("classic", "lbProtocol", f"{place} of the load balancer is not encrypted"),
        (
            "instances",
            "instanceProtocol",
            f"traffic from {place} goes to the instances without TLS",
        ),
    ):
        yield from expect(at(listener, prop), lambda p: str(p).upper() in SECURE, key, sentence)


def _judge_rules(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for rule in graph.of("lb.ListenerRule"):
        yield from guarded(_rule, rule, "rule", graph)


def _rule(rule: Resource, graph: StackGraph) -> Iterator[Finding]:
    for listener in graph.targets(rule, "listenerArn", LISTENER):
        if _is_http(listener) and not _redirects(rule.at("actions")):
            sentence = "a rule of the HTTP listener does more than redirect to HTTPS"
            yield Finding("rule", sentence, urn=rule.urn)


_WHY = (
    "Others on the network path can read passwords, session cookies and customer data, and "
    "change the responses."
)

RULES = (
    ResourceRule(
        id="lb-https",
        types=("lb.Listener", "lb.TargetGroup", "elb.LoadBalancer"),
        criteria=("CC6.7",),
        severity=Severity.HIGH,
        summary="Load balancers redirect HTTP, accept HTTPS or TLS, and use TLS to their targets.",
        fix='Redirect port 80 with protocol="HTTPS"; set protocol="HTTPS" on listeners and target '
        "groups.",
        keys={
            "listener": "default_actions.redirect.protocol",
            "target-group": "protocol",
            "classic": "listeners.lb_protocol",
            "instances": "listeners.instance_protocol",
        },
        why=_WHY,
        reference="Elastic Load Balancing user guides: HTTPS listeners, target groups; Security "
        "Hub ELB.1, ELB.3, ELB.22; checkov CKV_AWS_2, CKV_AWS_127, CKV_AWS_376, CKV_AWS_378, "
        "CKV2_AWS_20",
        judge=_judge,
    ),
    StackRule(
        id="lb-https-stack",
        types=("lb.ListenerRule",),
        criteria=("CC6.7",),
        severity=Severity.HIGH,
        summary="Rules of HTTP listeners redirect to HTTPS, as the listeners themselves do.",
        fix='Give the rule one action type="redirect" with protocol="HTTPS".',
        keys={"rule": "actions.redirect.protocol"},
        why=_WHY,
        reference="Elastic Load Balancing user guide: listener rules; Security Hub ELB.1",
        judge=_judge_rules,
    ),
)
