"""Each secure default of each component is guarded: broken alone, exactly the reviewed rules fire.

``reviewed.py`` says what the files beside it hold; BASELINE_GOLDEN=write writes two of them.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.baseline.preview.project import load
from soc2_baseline.baseline.preview.recording import record
from soc2_baseline.baseline.preview.requests import planned
from soc2_baseline.components.region_checks import default_regions
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.catalog import RULES
from soc2_baseline.policy_pack.engine.dispatcher import Dispatcher
from soc2_baseline.policy_pack.kit import Resource
from soc2_baseline.policy_pack.kit.context import from_config
from tests.pairing import reviewed
from tests.pairing.mutations import mutants, values
from tests.pairing.reviewed import PAIRING, VALUES, Fired, reasoned
from tests.support.servicer import ours
from tools.docs.defaults import guards

ROOT = Path(__file__).parents[2]
REASONS: Mapping[str, list[dict[str, str]]] = reviewed.read(reviewed.REASONS)

HOME = "us-east-1"
PROGRAMS: Mapping[str, Mapping[str, str]] = {
    ".": {},
    # A default that is broken in one region only is for components/account/coverage.py.
    "stacks/account": {
        "baseline:region": HOME,
        "baseline:enabled-regions": json.dumps([HOME]),
        "baseline:closed-regions": json.dumps(sorted(default_regions("aws") - {HOME})),
    },
    "stacks/organization": {},
}
"""Folder of a program to the changes of its example configuration."""


@cache
def measured() -> tuple[Fired, dict[str, Any]]:
    """Return the new findings by default and way, and the values of guarded defaults."""
    fired: Fired = {}
    is_: dict[str, Any] = {}
    for folder, changed in PROGRAMS.items():
        project = load(ROOT / folder, {"baseline:profile": "prod", **changed}, "example")
        servicer = ours(RULES[:1])
        stack = [servicer._stack_resource(q.in_stack) for q in planned(record(project))]
        dispatcher = Dispatcher(RULES, from_config(project.config))
        known = said(dispatcher, stack, stack)
        is_ = values(stack) | is_
        for mutant in mutants(stack, frozenset(fired)):
            # Resource rules see one resource: their findings on the others are known already.
            alone = [r for r in mutant.stack if r is mutant.resource]
            waiting = dispatcher._waiting.pop(mutant.resource.urn)
            found = said(dispatcher, alone, mutant.stack) - known
            dispatcher._waiting[mutant.resource.urn] = waiting
            entry = fired.setdefault(mutant.default, {})
            if found:
                entry[mutant.way] = sorted(found)
    return fired, {name: value for name, value in is_.items() if guards(fired.get(name, {}))}


def said(
    dispatcher: Dispatcher, resources: Iterable[Resource], stack: Sequence[Resource]
) -> set[str]:
    outcomes = [o for resource in resources for o in dispatcher.analyze(resource).outcomes]
    outcomes += dispatcher.analyze_stack(stack).outcomes
    assert [o for o in outcomes if o.remark.verdict is Verdict.ERROR] == []
    return {
        f"{o.rule.id}[{o.remark.key}]"
        + ("" if o.remark.verdict is Verdict.VIOLATION else f" {o.remark.verdict}")
        for o in outcomes
    }


def test_exactly_the_reviewed_rules_fire() -> None:
    found = reviewed.summary(measured()[0])
    if os.environ.get("BASELINE_GOLDEN") == "write":
        reviewed.write_pairing(found)
    assert found == reviewed.read(PAIRING)


def test_values_of_guarded_defaults_are_reviewed() -> None:
    found = measured()[1]
    if os.environ.get("BASELINE_GOLDEN") == "write":
        reviewed.write_values(found)
    assert found == reviewed.read(VALUES)


def test_every_unguarded_default_has_a_reason() -> None:
    names = [name for name, ways in measured()[0].items() if not guards(ways)]
    assert reasoned(REASONS["unguarded"], names) == ([], [])


def test_every_unexercised_rule_has_a_reason() -> None:
    fired = {rule for ways in reviewed.read(PAIRING)["fires"].values() for rule in guards(ways)}
    names = [f"{rule.folder}/{rule.id}" for rule in RULES if rule.id not in fired]
    assert reasoned(REASONS["unexercised"], names) == ([], [])


@pytest.mark.parametrize("kind", ["unguarded", "unexercised"])
def test_reasons_are_sentences(kind: str) -> None:
    entries = REASONS[kind]
    assert [e for e in entries if e.keys() != {"reason", "names"} or len(e["reason"]) < 20] == []


@pytest.mark.parametrize(
    "changed",
    [
        {"Box/s3.Bucket/open": {}},  # stops firing
        {"Box/s3.Bucket/name": {"absent": ["s3-name[name]"]}},  # fires suddenly
        {"Box/s3.Bucket/more": {}},  # a new default that no rule guards
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_change_of_any_default_shows_in_the_summary(changed: Fired, tmp_path: Path) -> None:
    fired: Fired = {"Box/s3.Bucket/open": {"flipped": ["s3-open[open]"]}, "Box/s3.Bucket/name": {}}
    file = tmp_path / "pairing.yaml"
    reviewed.write_pairing(reviewed.summary(fired), file)
    assert reviewed.read(file) == reviewed.summary(fired)
    assert reviewed.read(file) != reviewed.summary(fired | changed)


def test_reasons_that_fit_nothing_and_names_without_one_are_found() -> None:
    entries = [{"names": "*/name Box/*"}, {"names": "Crate/*"}]
    assert reasoned(entries, ["Box/name", "Box/s3.Bucket", "Chest/x"]) == (["Chest/x"], ["Crate/*"])
