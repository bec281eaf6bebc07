"""The corpus: nobody who followed AWS's documentation is bothered, and every slip is caught."""

import pytest

from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.catalog import BY_ID, RULES
from tests.support.corpus import judge, programs
from tools.docs.corpus import Program, Twin

FEWEST_PROGRAMS = 40
TWINS = [(program, twin) for program in programs() for twin in program.twins]


@pytest.mark.parametrize("program", programs(), ids=lambda program: program.name)
def test_a_hardened_program_draws_nothing(program: Program) -> None:
    assert judge(program).lines() == []


@pytest.mark.parametrize(
    ("program", "twin"),
    [pytest.param(p, t, id=f"{p.name}-{n}-{t.rule}[{t.key}]") for n, (p, t) in enumerate(TWINS)],
)
def test_a_spoilt_twin_draws_exactly_its_rule_and_key(program: Program, twin: Twin) -> None:
    judged = judge(program, twin)
    assert judged.said() == {(twin.rule, twin.key, Verdict.VIOLATION)}, judged.lines()
    if twin.resource:
        assert {(o.urn or "").rpartition("::")[2] for o in judged.outcomes} == {twin.resource}


def test_one_program_for_each_of_many_services() -> None:
    assert len(programs()) >= FEWEST_PROGRAMS
    assert [p.name for p in programs() if not p.sources or not p.twins] == []


def test_every_rule_is_asked_by_a_hardened_program() -> None:
    asked = {rule for program in programs() for rule in judge(program).asked}
    assert sorted(BY_ID.keys() - asked) == []


def test_every_rule_catches_a_twin() -> None:
    assert sorted(rule.id for rule in RULES if rule.id not in {t.rule for _, t in TWINS}) == []


def test_twins_name_rules_and_keys() -> None:
    wrong = [(p.name, t.rule, t.key) for p, t in TWINS if t.key not in BY_ID[t.rule].keys]
    assert wrong == []
