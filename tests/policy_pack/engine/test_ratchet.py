"""The ratchet: what a legacy estate was like only warns, what is new or changed is blocked."""

import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.exceptions import Register
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.verdicts import parse
from soc2_baseline.policy_pack.engine.dispatcher import Dispatcher
from soc2_baseline.policy_pack.engine.ratchet import Ratchet, load, taken
from soc2_baseline.policy_pack.engine.settings import Settings
from soc2_baseline.policy_pack.kit import Resource, SecretText
from tests.support.policies import made
from tests.support.rules import rule, stack_rule, violated, violated_over_the_stack

UNTIL = datetime.date(2027, 3, 31)
LEGACY = made("s3.Bucket", "old", bucket="old", tags={"a": "b"}, password=SecretText("hush"))
RATCHET = taken([LEGACY], UNTIL, "Bought with the acquisition.", "platform lead")


def levels(resource: Resource, today: datetime.date = UNTIL) -> set[tuple[str, str]]:
    dispatcher = Dispatcher(
        [rule(violated), stack_rule(violated_over_the_stack)],
        register=Register(today=today),
        settings=Settings(ratchet=RATCHET),
    )
    outcomes = [
        *dispatcher.analyze(resource).outcomes,
        *dispatcher.analyze_stack([resource]).outcomes,
    ]
    assert len(outcomes) == 2
    return {(outcome.level, outcome.remark.text()) for outcome in outcomes}


SPARED = {("advisory", "[violation legacy until 2027-03-31] flag: it is off")}
BLOCKED = {("mandatory", "flag: it is off")}


def test_untouched_resources_only_warn_until_the_deadline() -> None:
    assert levels(LEGACY) == SPARED
    assert levels(LEGACY, UNTIL + datetime.timedelta(days=1)) == BLOCKED


@pytest.mark.parametrize(
    "changed",
    [
        {"bucket": "new"},
        {"tags": {"a": "c"}},
        {"bucket": UNKNOWN},
        {"versioning": {"enabled": False}},
        {"tags": {"a": SecretText("b")}},
    ],
)
def test_a_change_is_judged_in_full(changed: dict[str, Any]) -> None:
    assert levels(replace(LEGACY, props={**LEGACY.props, **changed})) == BLOCKED


def test_an_input_that_is_gone_is_a_change() -> None:
    assert levels(replace(LEGACY, props={"bucket": "old", "tags": {"a": "b"}})) == BLOCKED


def test_a_new_resource_is_judged_in_full() -> None:
    assert levels(made("s3.Bucket", "new")) == BLOCKED


def test_a_secret_may_be_another_value() -> None:
    """An export holds secrets encrypted: only that there is one can be compared."""
    other = replace(LEGACY, props={**LEGACY.props, "password": SecretText("other")})
    assert levels(other) == SPARED


def test_a_file_keeps_no_value(tmp_path: Path) -> None:
    file = tmp_path / "ratchet.json"
    file.write_text(json.dumps(RATCHET.as_json()), encoding="utf-8")
    assert load(file) == RATCHET
    assert "hush" not in file.read_text(encoding="utf-8")
    assert '"old"' not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": "other"}', '{"schema": 1'])
def test_no_ratchet(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ratchet.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="is not a ratchet"):
        load(file)


def test_the_words_travel_over_the_wire() -> None:
    statement = parse("[violation legacy until 2027-03-31] flag: it is off", keys={"flag"})
    assert (statement.verdict, statement.key) == ("violation", "flag")
    assert statement.detail == "legacy until 2027-03-31"
    assert isinstance(RATCHET, Ratchet)
