"""The dispatcher: every rule is asked once, and none of them can harm the others."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from baseline.exceptions import Register, Waiver
from baseline.exceptions_file import Entry
from baseline.vocabulary import Profile, Verdict
from policy_pack.context import Context, Vocabulary, from_config
from policy_pack.dispatcher import Analysis, Dispatcher, RuleConfig
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import (
    Finding,
    Level,
    NotApplicable,
    ResourceRule,
    Rule,
    Severity,
    StackRule,
    Wire,
    expect,
    is_given,
    is_true,
)
from policy_pack.values import UNKNOWN
from tests.support.policies import made, wired

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
    return StackRule(**{**vars(rule(judge, rule_id)), **changed})


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
    return [(o.rule.id, o.statement.key, o.statement.verdict, o.level) for o in analysis.outcomes]


def reasons(analysis: Analysis) -> dict[str, str]:
    return {one.id: reason for one, reason in analysis.not_applicable}


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
    assert error.statement.sentence.startswith("rule a-rule raised ValueError at test_dispatcher.")
    assert HUSH not in error.statement.text()
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
    assert [(o.urn, o.statement.verdict) for o in analysis.outcomes] == [
        (other.urn, Verdict.UNDETERMINED)
    ]


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
    return Entry.model_validate({**entry, **changed}).waiver()


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
    assert (outcome.statement.verdict, outcome.level) == (verdict, level)
    exception = outcome.statement.exception()
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
        seen.append((set(context.used_exceptions), set(context.rule_ids), len(waivers)))
        yield from ()

    register = Register((waiver(), waiver(id="EX-2", scope="*::other")), today=TODAY)
    dispatcher = Dispatcher([rule(violated), stack_rule(judge)], register=register)
    dispatcher.analyze(BUCKET)
    dispatcher.analyze_stack([BUCKET])
    assert seen == [({"EX-1"}, {"a-rule", "a-stack-rule"}, 2)]


def test_one_rule_alone_shares_what_it_must_know() -> None:
    seen: list[tuple[set[str], set[str]]] = []

    def judge(_graph: StackGraph, context: Context) -> Iterator[Finding]:
        seen.append((set(context.used_exceptions), set(context.rule_ids)))
        yield from ()

    rules = (rule(violated), stack_rule(judge))
    whole = Dispatcher(rules, register=Register((waiver(),), today=TODAY))
    alone = [whole.only(one) for one in rules]
    assert said(alone[0].analyze(BUCKET))[0][2] is Verdict.WAIVED
    assert alone[1].analyze(BUCKET) == Analysis()
    alone[1].analyze_stack([BUCKET])
    assert seen == [({"EX-1"}, {"a-rule", "a-stack-rule"})]


@pytest.mark.parametrize(
    ("changed", "profile", "configured", "level"),
    [
        ({}, None, None, Level.MANDATORY),
        ({}, Profile.SANDBOX, None, Level.MANDATORY),
        ({"level": Level.ADVISORY}, Profile.PROD, None, Level.ADVISORY),
        ({"prod_floor": True}, Profile.PROD, None, Level.MANDATORY),
        ({"prod_floor": True}, Profile.STAGE, None, Level.ADVISORY),
        ({"prod_floor": True}, Profile.DEV, None, Level.ADVISORY),
        ({"prod_floor": True}, None, None, Level.ADVISORY),
        ({"prod_floor": True, "level": Level.ADVISORY}, Profile.PROD, None, Level.ADVISORY),
        ({"prod_floor": True}, Profile.DEV, Level.MANDATORY, Level.MANDATORY),
        ({}, Profile.PROD, Level.ADVISORY, Level.ADVISORY),
    ],
)
def test_levels(
    changed: dict[str, Any], profile: Profile | None, configured: Level | None, level: Level
) -> None:
    configs = {"a-rule": RuleConfig(level=configured)}
    one = rule(violated, **changed)
    dispatcher = Dispatcher([one], Vocabulary(profile=profile), configs=configs)
    (outcome,) = dispatcher.analyze(BUCKET).outcomes
    assert outcome.level is dispatcher.level(one) is level


@pytest.mark.parametrize(
    ("changed", "vocabulary", "config", "resource", "reason"),
    [
        ({}, {}, {}, KEY, "another type of resource"),
        ({"needs": "regions"}, {}, {}, BUCKET, "says nothing about regions"),
        ({"needs": "wants_region_copies"}, {}, {}, BUCKET, "nothing about wants_region_copies"),
        ({}, {}, {"enabled": False}, BUCKET, "disabled by the pack's configuration"),
        ({"prod_floor": True}, {"profile": Profile.SANDBOX}, {}, BUCKET, "a sandbox is thrown"),
    ],
)
@pytest.mark.parametrize("over_the_stack", [False, True])
def test_why_a_rule_does_not_apply(
    changed: dict[str, Any],
    vocabulary: dict[str, Any],
    config: dict[str, Any],
    resource: Resource,
    reason: str,
    over_the_stack: bool,
) -> None:
    one = (stack_rule if over_the_stack else rule)(violated, "a-rule", **changed)
    configs = {"a-rule": RuleConfig(**config)}
    dispatcher = Dispatcher([one], Vocabulary(**vocabulary), configs=configs)
    if over_the_stack and resource is KEY:
        return  # a rule over the stack looks for its types itself
    analysis = (
        dispatcher.analyze_stack([resource]) if over_the_stack else dispatcher.analyze(resource)
    )
    assert analysis.outcomes == []
    assert reason in reasons(analysis)["a-rule"]


def test_where_the_vocabulary_is_there_the_rule_applies() -> None:
    one = rule(violated, needs="regions")
    vocabulary = Vocabulary(regions=frozenset({"eu-central-1"}))
    assert len(Dispatcher([one], vocabulary).analyze(BUCKET).outcomes) == 1


@pytest.mark.parametrize("build", [rule, stack_rule])
def test_a_judge_may_say_that_it_does_not_apply(build: Callable[..., Rule]) -> None:
    def judge(*_: Any) -> Iterator[Finding]:
        raise NotApplicable("too old")
        yield

    dispatcher = Dispatcher([build(judge, "a-rule")])
    both = (dispatcher.analyze(BUCKET), dispatcher.analyze_stack([BUCKET]))
    assert [reasons(analysis) for analysis in both if analysis.not_applicable] == [
        {"a-rule": "too old"}
    ]
    assert [o for analysis in both for o in analysis.outcomes] == []


@pytest.mark.parametrize(
    ("types", "resource_type", "asked"),
    [
        (("*",), "aws:s3/bucket:Bucket", True),
        (("*",), "pulumi:providers:aws", False),
        (("*",), "soc2:storage:SecureBucket", False),
        (("*", "pulumi:providers:aws"), "pulumi:providers:aws", True),
        (("kms.Key", "s3.Bucket"), "aws:s3/bucket:Bucket", True),
        (("s3.Bucket",), "aws:s3/bucketPolicy:BucketPolicy", False),
    ],
)
def test_types(types: tuple[str, ...], resource_type: str, asked: bool) -> None:
    resource = Resource("urn:it", resource_type, "it", {})
    analysis = Dispatcher([rule(violated, types=types)]).analyze(resource)
    assert len(analysis.outcomes) == asked
    assert len(analysis.not_applicable) == (not asked)


@pytest.mark.parametrize(
    ("given", "expected"),
    [({}, {"days": 30, "mode": "all"}), ({"days": 7}, {"days": 7, "mode": "all"})],
)
def test_options(given: dict[str, Any], expected: dict[str, Any]) -> None:
    seen: list[Any] = []

    def judge(_resource: Resource, context: Context) -> Iterator[Finding]:
        seen.append(dict(context.options))
        yield from ()

    schema = {
        "days": {"type": "integer", "default": 30},
        "mode": {"type": "string", "default": "all"},
    }
    configs = {"a-rule": RuleConfig(options=given)}
    Dispatcher([rule(judge, options=schema)], configs=configs).analyze(BUCKET)
    assert seen == [expected]


@pytest.mark.parametrize(
    ("value", "true", "given"),
    [
        (True, True, True),
        ("true", True, True),
        (False, False, True),
        (0, False, True),
        ("", False, False),
        (None, False, False),
        ([], False, False),
        ({}, False, False),
    ],
)
def test_predicates(value: Any, true: bool, given: bool) -> None:
    assert (is_true(value), is_given(value)) == (true, given)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({}, {}),
        ({"shop:profile": "prod", "aws:region": "eu-central-1"}, {}),
        (
            {"baseline:profile": "prod"},
            {"profile": Profile.PROD, "tenants": {"shared"}, "boundary": "boundary"},
        ),
        ({"baseline:profile": "live"}, {"profile": None, "tenants": {"shared"}}),
        (
            {"baseline:profile": "dev", "baseline:account-id": "123456789012"},
            {"account_id": "123456789012"},
        ),
        (
            {"baseline:profile": "dev", "baseline:region": "eu-central-1"},
            {"regions": {"eu-central-1"}},
        ),
        (
            {
                "baseline:profile": "dev",
                "baseline:region": "eu-central-1",
                "baseline:allowed-regions": '["eu-west-1"]',
            },
            {"regions": {"eu-central-1", "eu-west-1"}},
        ),
        (
            {"baseline:profile": "dev", "baseline:tenants": '[{"id": "acme"}, {"id": "beta"}]'},
            {"tenants": {"acme", "beta", "shared"}, "wants_region_copies": False},
        ),
        (
            {"baseline:profile": "dev", "baseline:tenant-id": "acme"},
            {"tenants": {"acme", "shared"}, "wants_region_copies": False},
        ),
        (
            {
                "baseline:profile": "dev",
                "baseline:tenant-id": "acme",
                "baseline:objectives": '{"region": {"rto": "4h", "rpo": "0s"}}',
            },
            {"tenants": {"acme", "shared"}, "wants_region_copies": True},
        ),
        (
            {
                "baseline:profile": "dev",
                "baseline:tenants": '[{"id": "a", "objectives": {"region": {"rpo": "0s"}}}, 7]',
            },
            {"tenants": {"a", "shared"}, "wants_region_copies": True},
        ),
        (
            {"baseline:profile": "dev", "baseline:trusted-accounts": '["123456789012"]'},
            {"trusted_accounts": {"123456789012"}},
        ),
        (
            {"baseline:unavailable-types": '{"aws:backup/vault:Vault": "moto"}'},
            {"unavailable": {"aws:backup/vault:Vault": "moto"}, "tenants": None},
        ),
        ({"baseline:profile": "dev", "baseline:tenants": "[{"}, {"tenants": {"shared"}}),
        ({"baseline:profile": "dev", "baseline:unavailable-types": "no"}, {"unavailable": {}}),
    ],
)
def test_vocabulary_from_configuration(config: dict[str, str], expected: dict[str, Any]) -> None:
    vocabulary = from_config(config)
    if not expected:
        assert vocabulary == Vocabulary()
    assert {name: getattr(vocabulary, name) for name in expected} == expected


def test_what_is_offered() -> None:
    vocabulary = Vocabulary(unavailable={"aws:backup/vault:Vault": "moto lacks it"})
    assert not vocabulary.offers("backup.Vault")
    assert vocabulary.offers("backup.Plan")
