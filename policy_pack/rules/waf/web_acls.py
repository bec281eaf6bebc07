"""Rules, metrics and logs of web ACLs."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    at,
    guarded,
    is_true,
    items,
    known,
    some,
    structured,
    unplaced,
)

ACL = "wafv2.WebAcl"
LOGGING = "wafv2.WebAclLoggingConfiguration"
_METRICS = "cloudwatchMetricsEnabled"
_RULE = "aws:wafv2/webAclRule:WebAclRule"
_GROUP = "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation"
_BESIDE = ("wafv2.WebAclRule", "wafv2.WebAclRuleGroupAssociation")
GROUPS = {
    "core": "AWSManagedRulesCommonRuleSet",
    "bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
}


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    unlogged = bool(unplaced(graph, "resourceArn", LOGGING))
    unruled = bool(unplaced(graph, "webAclArn", *_BESIDE))
    for acl in graph.of(ACL):
        beside = graph.satellites(acl, "webAclArn", *_BESIDE)
        rules = [_beside(each) for each in beside]
        yield from _metrics(acl)
        for rule in beside:
            yield from _metrics(rule)
        for key, name in GROUPS.items():
            yield from guarded(_enforced, acl, key, key, name, rules, unruled)
        yield from _logged(acl, graph, context, unlogged)


def _beside(resource: Resource) -> Any:
    """Return a separate rule of an ACL in the shape of an inline one."""
    if resource.type == _RULE:
        return resource.props
    group, action = resource.at("managedRuleGroup"), resource.at("overrideAction")
    override = UNKNOWN if action is UNKNOWN else {"count": {}} if action == "count" else {}
    return {"statement": {"managedRuleGroupStatement": group}, "overrideAction": override}


def _enforced(
    acl: Resource, key: str, name: str, beside: list[Any], unruled: bool
) -> Iterator[Finding]:
    inside = acl.at("rules")
    written = _written(acl.at("ruleJson"))
    trees = [*beside, *(written or []), *(items(inside) if inside is not UNKNOWN else [])]
    if some(trees, lambda rule: _enforces(rule, name)):
        return
    if inside is UNKNOWN or written is None or unruled:
        raise ValueUnknown
    yield Finding(key, f"no rule of the web ACL enforces {name}", urn=acl.urn)


def _written(text: Any) -> list[Any] | None:
    """Return rules that are given as JSON, in this SDK's spelling; None if not known yet."""
    if text is UNKNOWN:
        return None
    try:
        tree = structured(text)
    except RecursionError:  # nested too deeply to be rules
        tree = None
    rules = tree if isinstance(tree, list) else []
    return [
        {
            "statement": {
                "managedRuleGroupStatement": {
                    "name": at(rule, "Statement", "ManagedRuleGroupStatement", "Name"),
                    "vendorName": at(rule, "Statement", "ManagedRuleGroupStatement", "VendorName"),
                }
            },
            "overrideAction": {"count": at(rule, "OverrideAction", "Count")},
        }
        for rule in rules
    ]


def _enforces(rule: Any, name: str) -> bool:
    """Return whether a rule is an AWS managed rule group that blocks rather than counts."""
    group = at(rule, "statement", "managedRuleGroupStatement")
    return bool(
        at(group, "name") == name
        and at(group, "vendorName") == "AWS"
        and known(at(rule, "overrideAction", "count")) is None
    )


def _metrics(resource: Resource) -> Iterator[Finding]:
    if resource.type == _GROUP and resource.at("visibilityConfig") is None:
        return  # then the provider sends metrics under the rule's name
    rules = resource.at("rules")
    trees = [resource.props, *(rules if isinstance(rules, list) else [])]
    try:
        silent = some(trees, lambda t: not is_true(at(t, "visibilityConfig", _METRICS)))
        verdict = Verdict.VIOLATION
    except ValueUnknown:
        silent, verdict = True, Verdict.UNDETERMINED
    if silent:
        yield Finding(
            "metrics", "the web ACL or one of its rules sends no metrics", verdict, resource.urn
        )


def _logged(
    acl: Resource, graph: StackGraph, context: Context, unlogged: bool
) -> Iterator[Finding]:
    if graph.satellites(acl, "resourceArn", LOGGING):
        return
    sentence = "the web ACL writes no logs"
    if unlogged:
        yield Finding("logging", sentence, Verdict.UNDETERMINED, acl.urn)
    elif not context.vocabulary.offers(LOGGING):
        yield Finding("logging", sentence, Verdict.NOT_OFFERED, acl.urn, detail="web ACL logs")
    else:
        yield Finding("logging", sentence, urn=acl.urn)


RULES = (
    StackRule(
        id="waf-rules-logging",
        types=(ACL, *_BESIDE),
        criteria=("CC6.6", "CC7.2"),
        severity=Severity.HIGH,
        summary="Web ACLs enforce AWS's core and known-bad-inputs groups, log, and send metrics.",
        fix="Add both managed rule groups with metrics, and a WebAclLoggingConfiguration.",
        keys={
            "core": "rules.statement.managed_rule_group_statement",
            "bad-inputs": "rules.statement.managed_rule_group_statement",
            "metrics": "visibility_config.cloudwatch_metrics_enabled",
            "logging": "resource_arn",
        },
        why="A web ACL without rules, or with rules that only count, lets attacks through; "
        "without logs nobody notices.",
        reference="AWS WAF developer guide: baseline rule groups, logging; Security Hub WAF.10, "
        "WAF.11, WAF.12; checkov CKV_AWS_175, CKV_AWS_192, CKV2_AWS_31",
        judge=_judge,
    ),
)
