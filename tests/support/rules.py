"""Small rules that tests of the dispatcher make up."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.engine.dispatcher import Analysis
from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Level,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
)
from tests.support.policies import made

TODAY = datetime.date(2027, 1, 31)
BUCKET = made("s3.Bucket", "data")
KEY = made("kms.Key", "key")
LOGS = made("cloudwatch.LogGroup", "logs")
HUSH = "hush-hush-4711"


def rule(judge: Callable[..., Any], rule_id: str = "a-rule", **changed: Any) -> ResourceRule:
    metadata: dict[str, Any] = {
        "types": ("s3.Bucket",),
        "criteria": ("CC6.1",),
        "severity": Severity.HIGH,
        "summary": "It holds.",
        "fix": "Set it.",
        "keys": {"flag": "flag", "other": "other"},
        "reference": "None",
    }
    return ResourceRule(id=rule_id, judge=judge, **{**metadata, **changed})


def stack_rule(
    judge: Callable[..., Any], rule_id: str = "a-stack-rule", **changed: Any
) -> StackRule:
    given = {name: value for name, value in vars(rule(judge, rule_id)).items() if name != "defined"}
    return StackRule(**{**given, **changed})


def violated(_resource: Resource, _context: Context) -> Iterator[Finding]:
    yield Finding("flag", "it is off")


def violated_over_the_stack(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for resource in graph.of("s3.Bucket"):
        yield Finding("flag", "it is off", urn=resource.urn)


def raising(*_: Any) -> Iterator[Finding]:
    yield Finding("other", "found before")
    raise ValueError(f"cannot read {HUSH}")


def careless(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield Finding("other", "found before")
    if resource.at("flag"):
        yield Finding("flag", "it is off")


def said(analysis: Analysis) -> list[tuple[str, str | None, Verdict, Level]]:
    return [(o.rule.id, o.remark.key, o.remark.verdict, o.level) for o in analysis.outcomes]


def reasons(analysis: Analysis) -> dict[str, str]:
    return {one.id: reason for one, reason in (*analysis.skipped, *analysis.not_applicable)}
