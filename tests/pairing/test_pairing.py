"""Each secure default of each component is guarded: broken alone, exactly these rules fire.

``pairing.yaml`` is what fires, way by way (``BASELINE_GOLDEN=write`` writes it anew, review the
difference), ``values.yaml`` what the guarded defaults are. ``reasons.yaml`` says why a default is
guarded by no rule, and why a rule is exercised
by no component. docs/reference/pairing.md shows both.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from soc2_baseline.baseline.preview.project import load
from soc2_baseline.baseline.preview.recording import record
from soc2_baseline.baseline.preview.requests import planned
from soc2_baseline.components.region_checks import default_regions
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.catalog import RULES
from soc2_baseline.policy_pack.engine.dispatcher import Dispatcher
from soc2_baseline.policy_pack.kit import Resource
from soc2_baseline.policy_pack.kit.context import from_config
from tests.pairing.mutations import mutants, values
from tests.support.servicer import ours
from tools.docs.pairing import guards

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = HERE / "pairing.yaml"
VALUES = HERE / "values.yaml"
REASONS: Mapping[str, list[dict[str, str]]] = yaml.safe_load(
    (HERE / "reasons.yaml").read_text(encoding="utf-8")
)

HOME = "us-east-1"
PROGRAMS: Mapping[str, Mapping[str, str]] = {
    ".": {},
    # What is broken in one region only is another's matter: see components/account/coverage.py.
    "stacks/account": {
        "baseline:region": HOME,
        "baseline:enabled-regions": json.dumps([HOME]),
        "baseline:closed-regions": json.dumps(sorted(default_regions("aws") - {HOME})),
    },
    "stacks/organization": {},
}
"""Folder of a program to what its example configuration has to say otherwise."""

Fired = dict[str, dict[str, list[str]]]


@cache
def measured() -> tuple[Fired, dict[str, Any]]:
    """Default to way to what fires, without what the unbroken stack draws; and what they are."""
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
            # Resource rules know one resource: what they say of the others is known already.
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


@pytest.mark.parametrize(("index", "golden"), [(0, GOLDEN), (1, VALUES)])
def test_exactly_the_reviewed_rules_fire(index: int, golden: Path) -> None:
    found: Mapping[str, Any] = measured()[index]
    if os.environ.get("BASELINE_GOLDEN") == "write":
        text = yaml.safe_dump({k: found[k] for k in sorted(found)}, sort_keys=False, width=1000)
        golden.write_text(text, encoding="utf-8")
    assert found == yaml.safe_load(golden.read_text(encoding="utf-8"))


def reasoned(kind: str, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Names without a reason, and reasons without a name; the first that fits a name counts."""
    left, unused = [], {entry["match"] for entry in REASONS[kind]}
    for name in names:
        fits = [e["match"] for e in REASONS[kind] if re.search(e["match"], name)]
        if fits:
            unused.discard(fits[0])
        else:
            left.append(name)
    return left, sorted(unused)


def test_every_unguarded_default_has_a_reason() -> None:
    golden: Fired = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
    names = [name for name, ways in golden.items() if not guards(ways)]
    assert reasoned("unguarded", names) == ([], [])


def test_every_unexercised_rule_has_a_reason() -> None:
    golden: Fired = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
    fired = {rule for ways in golden.values() for rule in guards(ways)}
    names = [f"{rule.folder}/{rule.id}" for rule in RULES if rule.id not in fired]
    assert reasoned("unexercised", names) == ([], [])


@pytest.mark.parametrize("kind", ["unguarded", "unexercised"])
def test_reasons_are_sentences(kind: str) -> None:
    entries: list[Any] = REASONS[kind]
    assert [e for e in entries if e.keys() != {"match", "reason"} or len(e["reason"]) < 20] == []
