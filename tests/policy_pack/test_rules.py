"""Each rule of the catalogue against its cases; a rule without all four kinds fails."""

import importlib
from pathlib import Path

import pytest

from soc2_baseline.policy_pack.catalog import BY_ID, RULES
from tests.support.policies import Case, check

CASES: dict[str, tuple[Case, ...]] = {}
for _file in sorted((Path(__file__).parent / "cases").glob("*.py")):
    _more = importlib.import_module(f"tests.policy_pack.cases.{_file.stem}").CASES
    assert not CASES.keys() & _more.keys(), f"{_file.name} repeats rules of another file"
    CASES |= _more


@pytest.mark.parametrize(
    ("rule_id", "case"),
    [
        pytest.param(
            rule_id, case, id=f"{rule_id}-{case.kind}-{number}{case.note and '-'}{case.note}"
        )
        for rule_id, cases in CASES.items()
        for number, case in enumerate(cases)
    ],
)
def test_case(rule_id: str, case: Case) -> None:
    check(BY_ID[rule_id], case)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_all_kinds_of_cases(rule: object) -> None:
    cases = CASES.get(rule.id, ())  # type: ignore[attr-defined]
    assert {case.kind for case in cases} == {"good", "bad", "unknown", "skips"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_key_is_violated_by_a_case(rule: object) -> None:
    cases = CASES.get(rule.id, ())  # type: ignore[attr-defined]
    keys = {key for case in cases if case.kind == "bad" for key in case.keys}
    assert keys == set(rule.keys)  # type: ignore[attr-defined]


def test_no_cases_without_a_rule() -> None:
    assert CASES.keys() <= BY_ID.keys()
