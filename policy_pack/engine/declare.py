"""Our rules as policies of the SDK: for GetAnalyzerInfo, and for a run by the SDK alone."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyComplianceFramework,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import _DictProxy, _is_unknown, _ListProxy

from soc2_baseline.core.tokens import canonical, token
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.engine.dispatcher import Analysis, Dispatcher
from soc2_baseline.policy_pack.kit import Provider, Resource, Rule, StackRule

FRAMEWORK = "SOC 2"
FRAMEWORK_VERSION = "2017 (rev. 2022)"
TYPE_TAG = "type="
KEY_TAG = "key="


def policies(rules: Sequence[Rule], dispatcher: Dispatcher | None = None) -> list[Policy]:
    """Build a policy of the SDK for each rule.

    ``validate`` applies that rule alone; our own servicer never calls it, since it applies all
    rules in one pass.
    """
    whole = dispatcher or Dispatcher(rules)
    return [_policy(rule, whole) for rule in rules]


def tags(rule: Rule) -> list[str]:
    """Return tags for what the protocol has no field for: types, and arguments by finding key."""
    return [f"{TYPE_TAG}{token(name)}" for name in rule.types] + [
        f"{KEY_TAG}{key}={argument}" for key, argument in rule.keys.items()
    ]


def _policy(rule: Rule, whole: Dispatcher) -> Policy:
    only = cache(lambda: whole.only(rule))  # made when asked: our own servicer never does
    common: dict[str, Any] = {
        "name": rule.id,
        "description": rule.summary,
        "enforcement_level": EnforcementLevel(whole.level(rule)),
        "severity": Severity(rule.severity),
        "framework": PolicyComplianceFramework(
            FRAMEWORK, FRAMEWORK_VERSION, "; ".join(rule.criteria), rule.reference
        ),
        "tags": tags(rule),
        "remediation_steps": rule.fix,
        "config_schema": _schema(rule, whole) if rule.options else None,
    }

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        _report(only().analyze(_resource(args)), report)

    def validate_stack(args: StackValidationArgs, report: ReportViolation) -> None:
        _report(only().analyze_stack([_resource(r) for r in args.resources]), report)

    if isinstance(rule, StackRule):
        return StackValidationPolicy(validate=validate_stack, **common)
    return ResourceValidationPolicy(validate=validate, **common)


def _schema(rule: Rule, whole: Dispatcher) -> PolicyConfigSchema:
    """Build the schema of options; defaults are the values in force, which the engine returns."""
    options = whole.options(rule)
    return PolicyConfigSchema(
        {name: {**schema, "default": options[name]} for name, schema in rule.options.items()}
    )


def _report(analysis: Analysis, report: ReportViolation) -> None:
    for outcome in analysis.outcomes:
        report(outcome.remark.text(), outcome.urn)


def _resource(args: Any) -> Resource:
    provider = args.provider
    joined: Mapping[str, Any] = getattr(args, "property_dependencies", {})
    parent = getattr(args, "parent", None)
    return Resource(
        urn=args.urn,
        type=canonical(args.resource_type),
        name=args.name,
        props=_plain(args.props),
        protect=args.opts.protect,
        provider=Provider(provider.urn, _plain(provider.props)) if provider else None,
        parent=parent.urn if parent else None,
        dependencies=frozenset(r.urn for r in getattr(args, "dependencies", ())),
        edges={prop: frozenset(r.urn for r in targets) for prop, targets in joined.items()},
    )


def _plain(value: Any) -> Any:
    """Replace the SDK's proxies by plain values, and unknown ones by UNKNOWN."""
    if isinstance(value, (_DictProxy, _ListProxy)):
        return _plain(value["__target"])
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if _is_unknown(value):
        return UNKNOWN
    return int(value) if isinstance(value, float) and value.is_integer() else value
