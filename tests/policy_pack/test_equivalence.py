"""One corpus through our servicer and through the SDK's: the same verdicts for known values."""

import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.catalog import RULES
from soc2_baseline.policy_pack.engine.dispatcher import Dispatcher
from soc2_baseline.policy_pack.engine.settings import RuleConfig
from soc2_baseline.policy_pack.kit import contains_secret, contains_unknown
from tests.support import servicer
from tests.support.policies import Case, made


def corpus() -> Iterator[tuple[str, Case]]:
    """Every case that violates a rule; without marked secrets, whose mark the SDK takes off."""
    for file in sorted((Path(__file__).parent / "cases").glob("*.py")):
        cases = importlib.import_module(f"tests.policy_pack.cases.{file.stem}").CASES
        for rule_id, some in cases.items():
            for case in some:
                if case.kind == "bad" and not marked(case):
                    yield rule_id, case


def marked(case: Case) -> bool:
    return any(contains_secret(dict(r.props)) for r in case.resources)


def all_known(case: Case) -> bool:
    return not any(contains_unknown(dict(r.props)) for r in case.resources)


def violations(said: Iterable[servicer.Said]) -> set[servicer.Said]:
    return {each for each in said if each[2] is VIOLATION}


CORPUS = list(corpus())
VIOLATION = Verdict.VIOLATION


def dispatcher(rule_id: str, case: Case) -> Dispatcher:
    configs = {other.id: RuleConfig(enabled=False) for other in case.others}
    if case.options:
        configs[rule_id] = RuleConfig(options=case.options)
    return Dispatcher(RULES, case.vocabulary, case.register, configs)


@pytest.mark.parametrize(
    ("rule_id", "case"),
    [
        pytest.param(rule_id, case, id=f"{rule_id}-{number}{case.note and '-'}{case.note}")
        for number, (rule_id, case) in enumerate(CORPUS)
    ],
)
def test_both_servicers_agree(rule_id: str, case: Case) -> None:
    one = servicer.run(servicer.ours(RULES, dispatcher(rule_id, case)), case.resources)
    other = servicer.run(servicer.the_sdks(RULES, dispatcher(rule_id, case)), case.resources)
    assert violations(one) == violations(other)
    if all_known(case):
        assert one == other
    assert {key for policy, key, _, _ in violations(one) if policy == rule_id} == set(case.keys)


def test_every_rule_is_violated_in_the_corpus() -> None:
    assert {rule_id for rule_id, _ in CORPUS} == {rule.id for rule in RULES}


def test_an_unknown_value_hides_no_violation_in_either() -> None:
    key = made("kms.Key", enableKeyRotation=UNKNOWN, deletionWindowInDays=7)
    both = [
        {s for s in servicer.run(make(RULES), [key]) if s[0].startswith("kms-")}
        for make in (servicer.ours, servicer.the_sdks)
    ]
    assert both[0] == both[1]
    assert ("kms-rotation", "enabled", Verdict.UNDETERMINED, key.urn) in both[0]
    assert ("kms-deletion-window", "window", VIOLATION, key.urn) in both[0]
