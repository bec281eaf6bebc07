"""What exceptions do to findings, and what rules get to know of them."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from soc2_baseline.core.exceptions import Register, Waiver
from soc2_baseline.core.exceptions_file import Entry
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.engine.dispatcher import Analysis, Dispatcher
from soc2_baseline.policy_pack.kit import Context, Finding, Level, StackGraph
from tests.support.policies import made
from tests.support.rules import (
    BUCKET,
    TODAY,
    careless,
    raising,
    rule,
    said,
    stack_rule,
    violated,
)


def waiver(**changed: Any) -> Waiver:
    entry = {
        "id": "EX-1",
        "rule": "a-rule",
        "scope": "*::data",
        "reason": "Machines overwrite the same object.",
        "owner": "platform lead",
        "approver": "security lead",
        "ticket": "OPS-1",
        "expires": TODAY,
    }
    return Waiver(**Entry.model_validate({**entry, **changed}).model_dump())


@pytest.mark.parametrize(
    ("changed", "verdict", "level"),
    [
        ({}, Verdict.WAIVED, Level.ADVISORY),
        ({"key": "flag"}, Verdict.WAIVED, Level.ADVISORY),
        ({"key": "other"}, Verdict.VIOLATION, Level.MANDATORY),
        ({"rule": "another"}, Verdict.VIOLATION, Level.MANDATORY),
        ({"scope": "*::other"}, Verdict.VIOLATION, Level.MANDATORY),
        ({"expires": TODAY - datetime.timedelta(days=1)}, Verdict.VIOLATION, Level.MANDATORY),
    ],
)
def test_waivers(changed: dict[str, Any], verdict: Verdict, level: Level) -> None:
    register = Register((waiver(**changed),), today=TODAY)
    (outcome,) = Dispatcher([rule(violated)], register=register).analyze(BUCKET).outcomes
    assert (outcome.remark.verdict, outcome.level) == (verdict, level)
    exception = outcome.remark.exception()
    assert exception == (("EX-1", "2027-01-31") if verdict is Verdict.WAIVED else None)


def test_undetermined_is_waived_and_an_error_is_not() -> None:
    register = Register((waiver(),), today=TODAY)
    rules = [rule(careless), rule(raising, "bad")]
    unknown = made("s3.Bucket", "data", flag=UNKNOWN)
    waived = Dispatcher(rules, register=register).analyze(unknown)
    assert [verdict for _, _, verdict, _ in said(waived)] == [
        Verdict.WAIVED,
        Verdict.WAIVED,
        Verdict.VIOLATION,
        Verdict.ERROR,
    ]
    register = Register((waiver(rule="bad"),), today=TODAY)
    errors = Dispatcher([rule(raising, "bad")], register=register).analyze(BUCKET)
    assert [verdict for _, _, verdict, _ in said(errors)] == [Verdict.WAIVED, Verdict.ERROR]


def test_a_rule_that_cannot_be_waived() -> None:
    register = Register((waiver(),), today=TODAY)
    analysis = Dispatcher([rule(violated, waivable=False)], register=register).analyze(BUCKET)
    assert [verdict for _, _, verdict, _ in said(analysis)] == [Verdict.VIOLATION]


def test_waivers_over_the_stack_need_the_urn() -> None:
    def judge(_graph: StackGraph, _context: Context) -> Iterator[Finding]:
        yield Finding("flag", "somewhere")
        yield Finding("flag", "here", urn=BUCKET.urn)

    register = Register((waiver(rule="a-stack-rule"),), today=TODAY)
    analysis = Dispatcher([stack_rule(judge)], register=register).analyze_stack([BUCKET])
    assert [v for _, _, v, _ in said(analysis)] == [Verdict.VIOLATION, Verdict.WAIVED]


def test_rules_know_which_exceptions_were_used() -> None:
    seen: list[tuple[set[str], set[str], int]] = []

    def judge(_graph: StackGraph, context: Context) -> Iterator[Finding]:
        waivers = context.register.waivers
        seen.append((set(context.used_exceptions), set(context.rule_keys), len(waivers)))
        yield from ()

    register = Register((waiver(), waiver(id="EX-2", scope="*::other")), today=TODAY)
    dispatcher = Dispatcher([rule(violated), stack_rule(judge)], register=register)
    dispatcher.analyze(BUCKET)
    dispatcher.analyze_stack([BUCKET])
    assert seen == [({"EX-1"}, {"a-rule", "a-stack-rule"}, 2)]


def test_one_rule_alone_shares_what_it_must_know() -> None:
    seen: list[tuple[set[str], set[str]]] = []

    def judge(_graph: StackGraph, context: Context) -> Iterator[Finding]:
        seen.append((set(context.used_exceptions), set(context.rule_keys)))
        yield from ()

    rules = (rule(violated), stack_rule(judge))
    whole = Dispatcher(rules, register=Register((waiver(),), today=TODAY))
    alone = [whole.only(one) for one in rules]
    assert said(alone[0].analyze(BUCKET))[0][2] is Verdict.WAIVED
    assert alone[1].analyze(BUCKET) == Analysis()
    alone[1].analyze_stack([BUCKET])
    assert seen == [({"EX-1"}, {"a-rule", "a-stack-rule"})]
