"""Default actions, deletion protection and logs of AWS Network Firewall."""

from collections.abc import Callable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Level,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    expect,
    is_true,
    items,
    some,
    sure,
    unplaced,
)

FIREWALL = "networkfirewall.Firewall"
LOGGING = "networkfirewall.LoggingConfiguration"
_FIREWALL = "aws:networkfirewall/firewall:Firewall"
_GUARDED = ("aws:drop", "aws:forward_to_sfe")


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == _FIREWALL:
        yield from expect(
            resource.at("deleteProtection"),
            is_true,
            "delete-protection",
            "deletion protection is off",
        )
        return
    policy = resource.at("firewallPolicy")
    for key, prop, what in (
        ("stateless", "statelessDefaultActions", "packets"),
        ("fragments", "statelessFragmentDefaultActions", "fragmented packets"),
    ):
        sentence = f"{what} that no stateless rule matches pass without inspection"
        yield from _one(at(policy, prop), lambda action: action in _GUARDED, key, sentence)
    if at(policy, "statefulEngineOptions", "ruleOrder") == "STRICT_ORDER":
        sentence = "traffic that no stateful rule matches is not dropped"
        yield from _one(at(policy, "statefulDefaultActions"), _drops, "stateful", sentence)


def _drops(action: Any) -> bool:
    return str(action).startswith("aws:drop_")


def _one(actions: Any, holds: Callable[[Any], bool], key: str, sentence: str) -> Iterator[Finding]:
    """Check that one of the actions is right."""
    answer = sure(lambda: some(items(actions), holds))
    if not answer:
        verdict = Verdict.UNDETERMINED if answer is None else Verdict.VIOLATION
        yield Finding(key, sentence, verdict)


def _judge_logging(graph: StackGraph, context: Context) -> Iterator[Finding]:
    lost = bool(unplaced(graph, "firewallArn", LOGGING))
    sentence = "the firewall writes no logs"
    for firewall in graph.of(FIREWALL):
        if graph.satellites(firewall, "firewallArn", LOGGING):
            continue
        if lost:
            yield Finding("logging", sentence, Verdict.UNDETERMINED, firewall.urn)
        elif not context.vocabulary.offers(LOGGING):
            yield Finding(
                "logging", sentence, Verdict.NOT_OFFERED, firewall.urn, detail="firewall logs"
            )
        else:
            yield Finding("logging", sentence, urn=firewall.urn)


_WHY = (
    "A firewall that passes unmatched traffic, writes no logs or can be deleted by mistake "
    "protects nothing."
)
_REFERENCE = (
    "AWS Network Firewall developer guide: firewall policies, logging; Security Hub "
    "NetworkFirewall.2, NetworkFirewall.4, NetworkFirewall.5, NetworkFirewall.9; "
    "checkov CKV_AWS_344, CKV2_AWS_63"
)

RULES = (
    ResourceRule(
        id="network-firewall-guarded",
        types=(FIREWALL, "networkfirewall.FirewallPolicy"),
        criteria=("CC6.6",),
        severity=Severity.MEDIUM,
        level=Level.ADVISORY,
        summary="Network firewalls have deletion protection and drop traffic that no rule matches.",
        fix='Set delete_protection=True; forward to "aws:forward_to_sfe", and drop the rest.',
        keys={
            "delete-protection": "delete_protection",
            "stateless": "firewall_policy.stateless_default_actions",
            "fragments": "firewall_policy.stateless_fragment_default_actions",
            "stateful": "firewall_policy.stateful_default_actions",
        },
        remedies={"delete-protection": ("deleteProtection", True)},
        why=_WHY,
        reference=_REFERENCE,
        judge=_judge,
    ),
    StackRule(
        id="network-firewall-guarded-stack",
        types=(FIREWALL,),
        criteria=("CC6.6",),
        severity=Severity.MEDIUM,
        level=Level.ADVISORY,
        summary="Each network firewall has a logging configuration.",
        fix="Add networkfirewall.LoggingConfiguration(firewall_arn=firewall.arn, ...).",
        keys={"logging": "firewall_arn"},
        why=_WHY,
        reference=_REFERENCE,
        judge=_judge_logging,
    ),
)
