"""TLS versions of load balancers."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    at,
    expect,
    guarded,
    items,
    known,
    some,
    table,
)
from soc2_baseline.policy_pack.rules.elb.kinds import LISTENER, SECURE

_POLICY = "aws:elb/loadBalancerPolicy:LoadBalancerPolicy"
_NEGOTIATION = "SSLNegotiationPolicyType"
_PREDEFINED = "Reference-Security-Policy"
SENTENCE = "the TLS policy allows versions before TLS 1.2"


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == LISTENER:
        if resource.at("protocol") not in SECURE:
            raise NotApplicable("the listener does not terminate TLS")
        yield from expect(resource.at("sslPolicy"), _modern, "policy", SENTENCE)
    elif resource.type == _POLICY:
        if resource.at("policyTypeName") != _NEGOTIATION:
            raise NotApplicable("the policy is not about TLS")
        yield from _attributes(resource.at("policyAttributes"))
    else:
        yield from _attributes(resource.at("attributes"))


def _modern(name: Any) -> bool:
    facts = table("tls_policies").facts
    families = tuple(facts["listener-families"])
    return name in facts["listener-policies"] or str(name).startswith(families)


def _attributes(attributes: Any) -> Iterator[Finding]:
    facts = table("tls_policies").facts
    trees = items(attributes)
    if some(trees, lambda tree: _is_on(tree, facts["classic-outdated-protocols"])):
        yield Finding("classic", SENTENCE)
        return
    named = [tree for tree in trees if at(tree, "name") == _PREDEFINED]
    for tree in named:
        yield from expect(
            at(tree, "value"), lambda name: name in facts["classic-policies"], "classic", SENTENCE
        )
    if not named and not some(trees, lambda tree: _is_on(tree, [facts["classic-protocol"]])):
        yield Finding("classic", "the TLS policy does not name a version")


def _is_on(attribute: Any, names: list[str]) -> bool:
    return at(attribute, "name") in names and at(attribute, "value") in (True, "true")


def _judge_classic(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for balancer in graph.of("elb.LoadBalancer"):
        yield from guarded(_classic, balancer, "default", graph)


def _classic(balancer: Resource, graph: StackGraph) -> Iterator[Finding]:
    listeners = items(balancer.at("listeners"))
    if not some(listeners, lambda one: _ends_tls(at(one, "lbProtocol"))):
        return
    if graph.satellites(balancer, "loadBalancer", "elb.SslNegotiationPolicy"):
        return
    policies = graph.satellites(balancer, "loadBalancerName", "elb.LoadBalancerPolicy")
    if not some(policies, lambda policy: policy.at("policyTypeName") == _NEGOTIATION):
        yield Finding(
            "default", "the load balancer uses AWS's default TLS policy", urn=balancer.urn
        )


def _ends_tls(protocol: Any) -> bool:
    return str(known(protocol)).upper() in SECURE


_WHY = (
    "TLS 1.0 and 1.1 have known weaknesses that let an attacker on the network path read or "
    "change the traffic."
)

RULES = (
    ResourceRule(
        id="lb-tls-policy",
        types=("lb.Listener", "elb.LoadBalancerPolicy", "elb.SslNegotiationPolicy"),
        criteria=("CC6.7",),
        severity=Severity.HIGH,
        summary="Load balancers accept only TLS 1.2 or later.",
        fix='Set ssl_policy="ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" or another policy for '
        "TLS 1.2 or later.",
        keys={"policy": "ssl_policy", "classic": "policy_attributes.value"},
        why=_WHY,
        reference="Elastic Load Balancing user guides: security policies; Security Hub ELB.8, "
        "ELB.17; checkov CKV_AWS_103, CKV_AWS_213, CKV2_AWS_74",
        judge=_judge,
    ),
    StackRule(
        id="lb-tls-policy-stack",
        types=("elb.LoadBalancer",),
        criteria=("CC6.7",),
        severity=Severity.HIGH,
        summary="A Classic Load Balancer that terminates TLS has its own security policy.",
        fix="Add elb.SslNegotiationPolicy with ELBSecurityPolicy-TLS-1-2-2017-01 for the port.",
        keys={"default": "load_balancer"},
        why=_WHY,
        reference="Elastic Load Balancing user guide for Classic Load Balancers: SSL negotiation; "
        "Security Hub ELB.8",
        judge=_judge_classic,
    ),
)
