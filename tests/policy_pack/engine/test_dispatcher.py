"""The dispatcher: every rule is asked once, and none of them can harm the others."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.engine.dispatcher import Dispatcher
from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Level,
    Resource,
    StackGraph,
    Wire,
    expect,
    is_given,
)
from tests.support.policies import made, wired
from tests.support.rules import (
    BUCKET,
    HUSH,
    KEY,
    LOGS,
    careless,
    raising,
    rule,
    said,
    stack_rule,
    violated,
    violated_over_the_stack,
)


def test_a_rule_that_raises_does_not_silence_the_others() -> None:
    analysis = Dispatcher([rule(raising, "bad"), rule(violated)]).analyze(BUCKET)
    assert said(analysis) == [
        ("bad", "other", Verdict.VIOLATION, Level.MANDATORY),
        ("bad", "flag", Verdict.ERROR, Level.MANDATORY),
        ("a-rule", "flag", Verdict.VIOLATION, Level.MANDATORY),
    ]


def test_the_same_over_the_stack() -> None:
    rules = [stack_rule(raising, "bad"), stack_rule(violated_over_the_stack)]
    analysis = Dispatcher(rules).analyze_stack([BUCKET])
    assert [(name, verdict) for name, _, verdict, _ in said(analysis)] == [
        ("bad", Verdict.VIOLATION),
        ("bad", Verdict.ERROR),
        ("a-stack-rule", Verdict.VIOLATION),
    ]
    assert [outcome.urn for outcome in analysis.outcomes] == [None, None, BUCKET.urn]


def test_an_error_names_the_place_and_no_value() -> None:
    (_, error) = Dispatcher([rule(raising, level=Level.ADVISORY)]).analyze(BUCKET).outcomes
    assert error.remark.sentence.startswith("rule a-rule raised ValueError at rules.")
    assert HUSH not in error.remark.text()
    assert error.level is Level.MANDATORY


@pytest.mark.parametrize("judge", [lambda *_: None, lambda *_: 7])
def test_a_judge_that_yields_no_findings_is_an_error_too(judge: Callable[..., Any]) -> None:
    rules = [rule(judge, "bad"), rule(violated)]
    assert [(name, verdict) for name, _, verdict, _ in said(Dispatcher(rules).analyze(BUCKET))] == [
        ("bad", Verdict.ERROR),
        ("a-rule", Verdict.VIOLATION),
    ]


def test_an_unknown_value_keeps_what_was_found_before() -> None:
    analysis = Dispatcher([rule(careless)]).analyze(made("s3.Bucket", flag=UNKNOWN))
    assert said(analysis) == [
        ("a-rule", "other", Verdict.VIOLATION, Level.MANDATORY),
        ("a-rule", "flag", Verdict.UNDETERMINED, Level.ADVISORY),
    ]


def test_an_unknown_value_over_the_stack() -> None:
    def judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
        yield Finding("other", "found before", urn=BUCKET.urn)
        if graph.of("s3.Bucket")[0].at("flag"):
            yield Finding("flag", "it is off", urn=BUCKET.urn)

    analysis = Dispatcher([stack_rule(judge)]).analyze_stack([made("s3.Bucket", flag=UNKNOWN)])
    assert [verdict for _, _, verdict, _ in said(analysis)] == [
        Verdict.VIOLATION,
        Verdict.UNDETERMINED,
    ]


def needs_key(resource: Resource, _context: Context) -> Iterator[Finding]:
    wire = Wire("key", ("kms.Key", "kms.Alias"))
    yield from expect(resource.at("key"), is_given, "flag", "it has no key", wire=wire)


UNWIRED = made("s3.Bucket", "data", key=UNKNOWN)


@pytest.mark.parametrize(
    ("bucket", "verdicts"),
    [
        (wired(UNWIRED, key=KEY), []),
        (wired(UNWIRED, key=(LOGS, KEY)), []),
        (wired(UNWIRED, key=LOGS), [Verdict.UNDETERMINED]),
        (wired(UNWIRED, name=KEY), [Verdict.UNDETERMINED]),
        (UNWIRED, [Verdict.UNDETERMINED]),
        (wired(made("s3.Bucket", "data"), key=KEY), [Verdict.VIOLATION]),
    ],
)
def test_wires_are_resolved_by_the_edges(bucket: Resource, verdicts: list[Verdict]) -> None:
    dispatcher = Dispatcher([rule(needs_key)])
    single = dispatcher.analyze(bucket)
    stack = dispatcher.analyze_stack([bucket, KEY, LOGS])
    found = [verdict for _, _, verdict, _ in said(single) + said(stack)]
    assert found == verdicts
    assert Verdict.UNDETERMINED not in [v for _, _, v, _ in said(single)]
    assert {o.urn for o in stack.outcomes} <= {bucket.urn}


def test_a_wire_of_a_resource_that_is_gone_is_undetermined() -> None:
    dispatcher = Dispatcher([rule(needs_key)])
    dispatcher.analyze(wired(UNWIRED, key=KEY))
    assert len(dispatcher.analyze_stack([KEY]).outcomes) == 1


def test_wires_of_rules_over_the_stack() -> None:
    def judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
        wire = Wire("key", ("kms.Key",))
        for r in graph.of("s3.Bucket"):
            yield from expect(r.at("key"), is_given, "flag", "no key", wire=wire, urn=r.urn)

    other = made("s3.Bucket", "other", key=UNKNOWN)
    analysis = Dispatcher([stack_rule(judge)]).analyze_stack([wired(UNWIRED, key=KEY), other, KEY])
    assert [(o.urn, o.remark.verdict) for o in analysis.outcomes] == [
        (other.urn, Verdict.UNDETERMINED)
    ]
