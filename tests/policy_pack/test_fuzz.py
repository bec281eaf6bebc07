"""Whatever a program sends, no rule raises and no secret is repeated."""

import datetime
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soc2_baseline.core.exceptions import Register, Waiver
from soc2_baseline.core.tokens import token
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile, Verdict
from soc2_baseline.policy_pack.catalog import RULES
from soc2_baseline.policy_pack.engine.dispatcher import Analysis, Dispatcher
from soc2_baseline.policy_pack.kit import Provider, Resource, Rule, SecretText, Vocabulary
from tests.policy_pack.test_rules import CASES

HUSH = "AKIAHUSH4711HUSH4711"
EXAMPLES = int(os.environ.get("BASELINE_FUZZ_EXAMPLES", "25"))
HOLE = Ellipsis
"""Stands for UNKNOWN in strategies, which hash and compare what they draw."""
SECRETS = st.just(SecretText(HUSH)) | st.just(SecretText(f"arn:aws:s3:::{HUSH}/*"))
SOME_TEXTS = st.sampled_from(
    [
        "", "*", "true", "arn:aws:s3:::data/*", "arn:aws:iam::123456789012:role/a", "0.0.0.0/0",
        "10.0.0.0/33", "::/0", "eu-central-1", "eu-central-1a", "Enabled", "Allow", "-1", "tcp",
        "{", "[]", '{"Statement": [{"Effect": "Allow", "Action": "*", "Principal": "*"}]}',
        '{"Statement": {"Effect": "Deny", "Condition": {"Bool": {"a": []}}, "Resource": [null]}}',
        "rate(1 day)", "cron(0 5 * * ? *)", "cron(99)", "${aws:username}", "a" * 5000, "\x00\n]: [",
    ]
)  # fmt: skip
SCALARS = (
    st.just(HOLE)
    | SECRETS
    | SOME_TEXTS
    | st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.sampled_from([0, 1, 22, 443, 365, -1, 0.5, float("inf"), float("nan")])
    | st.text(max_size=30)
)
WORDS = """Effect Action NotAction Resource Principal AWS Condition Statement tags tenant owner days
cidrBlock fromPort toPort protocol kmsMasterKeyId status expiration rule rules value name"""
NAMES = st.text(max_size=8) | st.sampled_from(WORDS.split())
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def seeds(rule: Rule) -> list[tuple[Resource, ...]]:
    """The stacks of the rule's own cases: fuzz goes deepest when it starts from what is right."""
    return [case.resources for case in CASES.get(rule.id, ()) if case.resources]


def properties(stacks: Iterable[tuple[Resource, ...]]) -> list[str]:
    return sorted({prop for stack in stacks for resource in stack for prop in resource.props})


VOCABULARIES = st.sampled_from(
    [
        Vocabulary(),
        Vocabulary(
            profile=Profile.PROD,
            account_id="123456789012",
            regions=frozenset({"eu-central-1"}),
            tenants=frozenset({"acme", "shared"}),
            tag_keys=frozenset({"tenant", "owner"}),
            boundary="boundary",
            trusted_accounts=frozenset({"210987654321"}),
            wants_region_copies=True,
            owns_account=True,
            organization_id="o-a1b2c3d4e5",
            recovery_region="eu-west-1",
            pooled=frozenset({"*::pool"}),
            break_glass=frozenset({"break-glass"}),
        ),
        Vocabulary(profile=Profile.SANDBOX, unavailable={"aws:backup/vault:Vault": "moto"}),
    ]
)
REGISTER = Register(
    (
        Waiver(
            id="EX-1",
            rule="kms-rotation",
            scope="*::it",
            reason="Machines overwrite the same object.",
            owner="platform lead",
            approver="security lead",
            ticket="OPS-1",
            expires=datetime.date(2027, 1, 31),
        ),
    ),
    today=datetime.date(2027, 1, 1),
)


def drawn(draw: st.DrawFn, strategy: st.SearchStrategy[Any]) -> Any:
    """What a strategy makes, with UNKNOWN in its holes."""
    return filled(draw(strategy))


def filled(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: filled(item) for key, item in tree.items()}
    if isinstance(tree, list):
        return [filled(item) for item in tree]
    return UNKNOWN if tree is HOLE else tree


def mutated(draw: st.DrawFn, value: Any) -> Any:
    """The value with one place in it replaced by an arbitrary tree."""
    if isinstance(value, dict) and value and draw(st.booleans()):
        name = draw(st.sampled_from(sorted(value)))
        return {**value, name: mutated(draw, value[name])}
    if isinstance(value, list) and value and draw(st.booleans()):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], mutated(draw, value[place]), *value[place + 1 :]]
    return drawn(draw, TREES)


def broken(draw: st.DrawFn, resource: Resource, names: list[str]) -> Resource:
    """The resource with some properties replaced, added, and with edges to anywhere."""
    props = dict(resource.props)
    candidates = st.sampled_from(names) if names else NAMES
    for name in draw(st.lists(candidates | st.sampled_from(["tags", "tagsAll"]), max_size=3)):
        props[name] = mutated(draw, props.get(name))
    outputs: Mapping[str, Any] = resource.outputs
    if draw(st.booleans()):
        outputs = drawn(draw, st.dictionaries(st.sampled_from(["id", "arn", "bucket"]), SCALARS))
    provider = resource.provider
    if draw(st.integers(0, 4)) == 0:
        names_of = st.sampled_from(["defaultTags", "region", "allowedAccountIds"])
        props_of = drawn(draw, st.dictionaries(names_of, TREES))
        provider = Provider("urn:pulumi:test::test::pulumi:providers:aws::p", props_of)
    return replace(resource, props=props, outputs=outputs, provider=provider)


@st.composite
def stacks(draw: st.DrawFn, rule: Rule) -> list[Resource]:
    """A stack made from the rule's own cases, broken somewhere."""
    known = seeds(rule)
    names = properties(known)
    number = draw(st.integers(-1, len(known) - 1))
    if number >= 0:
        start = list(known[number])
    else:
        types = [token(name) for name in rule.types if name != "*"] or ["aws:s3/bucket:Bucket"]
        chosen = draw(st.lists(st.sampled_from(types), min_size=1, max_size=3))
        start = [
            Resource(f"urn:pulumi:test::test::{t}::r{n}", t, f"r{n}", {})
            for n, t in enumerate(chosen)
        ]
    made = [broken(draw, resource, names) for resource in start]
    urns = st.sampled_from([*(r.urn for r in made), "urn:gone"])
    edges = st.dictionaries(
        st.sampled_from(names) if names else NAMES, st.frozensets(urns), max_size=2
    )
    return [replace(r, edges={**r.edges, **draw(edges)}) for r in made]


def asked(dispatcher: Dispatcher, stack: list[Resource]) -> list[Analysis]:
    return [*map(dispatcher.analyze, stack), dispatcher.analyze_stack(stack)]


def check(rule: Rule, stack: list[Resource], vocabulary: Vocabulary) -> None:
    keys: set[str] = set(rule.keys)
    for analysis in asked(Dispatcher([rule], vocabulary, REGISTER), stack):
        for outcome in analysis.outcomes:
            statement = outcome.remark
            assert statement.verdict is not Verdict.ERROR, statement.sentence
            assert statement.key in keys
            assert HUSH not in statement.text()
            assert "\n" not in statement.text()
            assert outcome.urn is None or outcome.urn in {r.urn for r in stack}
        assert not any(
            HUSH in reason for _, reason in (*analysis.skipped, *analysis.not_applicable)
        )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_input_breaks_a_rule(rule: Rule) -> None:
    @settings(
        derandomize=True,
        deadline=None,
        max_examples=EXAMPLES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(stacks(rule), VOCABULARIES)
    def run(stack: list[Resource], vocabulary: Vocabulary) -> None:
        check(rule, stack, vocabulary)

    run()
