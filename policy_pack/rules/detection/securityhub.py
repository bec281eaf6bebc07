"""AWS Security Hub with AWS's own standard and the CIS benchmark."""

from collections.abc import Iterable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    is_true,
    items,
    known,
    shown,
    some,
    sure,
)
from soc2_baseline.policy_pack.rules.detection.account import STACK, unless

HUB, SUBSCRIPTION = "securityhub.Account", "securityhub.StandardsSubscription"
POLICY = "securityhub.ConfigurationPolicy"
STANDARDS = {
    "fsbp": "/aws-foundational-security-best-practices/",
    "cis": "/cis-aws-foundations-benchmark/",
}
_NAMES = {
    "fsbp": "AWS Foundational Security Best Practices",
    "cis": "the CIS AWS Foundations Benchmark",
}


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    hubs = graph.of(HUB)
    found = (True for _ in hubs)
    yield from unless(found, "hub", "AWS Security Hub is not enabled", HUB, graph, context)
    for key, part in STANDARDS.items() if hubs else ():
        answers = [sure(_by_default, hub) for hub in hubs]
        answers += [sure(_names, (s.at("standardsArn"),), part) for s in graph.of(SUBSCRIPTION)]
        answers += [sure(_policy_names, policy, part) for policy in graph.of(POLICY)]
        sentence = f"AWS Security Hub has no subscription to {_NAMES[key]}"
        yield from unless(answers, key, sentence, SUBSCRIPTION, graph, context, hubs[0].urn)


def _by_default(hub: Resource) -> bool:
    default = hub.at("enableDefaultStandards")
    return default is None or is_true(known(default))


def _policy_names(policy: Resource, part: str) -> bool:
    return _names(items(shown(policy, "configurationPolicy", "enabledStandardArns")), part)


def _names(arns: Iterable[Any], part: str) -> bool:
    return some(arns, lambda arn: isinstance(arn, str) and part in arn)


RULES = (
    StackRule(
        id="securityhub-on",
        types=(STACK, HUB, SUBSCRIPTION),
        criteria=("CC7.1", "CC4.2"),
        severity=Severity.MEDIUM,
        summary="AWS Security Hub checks the account against AWS's standard and the CIS benchmark.",
        fix="Add securityhub.Account and StandardsSubscriptions with the standards_arn of both.",
        keys={"hub": "enable_default_standards", "fsbp": "standards_arn", "cis": "standards_arn"},
        reference="AWS Security Hub user guide: security standards; default standards",
        why="Nobody notices insecure configuration that is made outside of this program.",
        needs="owns_account",
        judge=_judge,
    ),
)
