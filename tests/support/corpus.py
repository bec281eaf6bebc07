"""Runs programs of the corpus and their twins, and asks all rules about them."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from soc2_baseline.baseline.preview.invokes import InvokeTable
from soc2_baseline.baseline.preview.monitor import RecordingMonitor
from soc2_baseline.baseline.preview.program import StackName, run
from soc2_baseline.baseline.preview.requests import analyze_request, stack_resource
from soc2_baseline.core.exceptions import Register, Waiver
from soc2_baseline.core.exceptions_file import Entry
from soc2_baseline.core.knowledge import tables
from soc2_baseline.core.vendors import Vendor, Vendors
from soc2_baseline.core.vendors_file import checked
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.catalog import RULES
from soc2_baseline.policy_pack.engine.dispatcher import Analysis, Dispatcher, Outcome
from soc2_baseline.policy_pack.engine.settings import RuleConfig
from soc2_baseline.policy_pack.kit import Resource, ResourceRule, Rule, Vocabulary
from soc2_baseline.policy_pack.kit.context import from_config
from tests.support.servicer import ours
from tools.docs.corpus import Program, Twin, read

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Judged:
    """What all rules said of a program, and which rules had something to say."""

    outcomes: tuple[Outcome, ...]
    asked: frozenset[str]

    def said(self) -> set[tuple[str, str | None, Verdict]]:
        """Rule, key and verdict of everything that was said."""
        return {(o.rule.id, o.remark.key, o.remark.verdict) for o in self.outcomes}

    def lines(self) -> list[str]:
        """The same for people."""
        return [f"{o.rule.id}: {o.remark.text()} ({o.urn})" for o in self.outcomes]


@cache
def programs() -> tuple[Program, ...]:
    """Every program of the corpus."""
    return read(ROOT)


def judge(program: Program, twin: Twin | None = None) -> Judged:
    """Run a program, or a twin of it, under the mock monitor and ask all rules."""
    config = {**program.config, **(twin.config if twin else {})}
    source = twin.spoil(program.source) if twin else program.source
    exceptions = (twin and twin.exceptions) or program.exceptions
    resources = list(registered(source, program.file, {k: _text(v) for k, v in config.items()}))
    vendors = twin.vendors if twin and twin.vendors is not None else program.vendors
    vocabulary = replace(
        from_config({key: _text(value) for key, value in config.items()}),
        vendors=_vendors(vendors),
    )
    options = {**program.options, **(twin.options if twin else {})}
    today = (twin and twin.today) or program.today or _as_of()
    return _asked(resources, vocabulary, options, _register(exceptions, today))


def registered(source: str, file: Path, config: Mapping[str, str]) -> Iterator[Resource]:
    """What a program registers at a first preview, as the pack reads it."""
    monitor = RecordingMonitor(InvokeTable())
    code = compile(source, str(file), "exec")
    name = StackName("corpus", "test")
    run(lambda: exec(code, {"__name__": "__main__"}), monitor, name, config)  # noqa: S102
    servicer = ours(RULES[:1])
    for registration in monitor.registrations.values():
        provider = monitor.registrations.get(registration.provider or "")
        request = analyze_request(registration, provider)
        yield servicer._stack_resource(stack_resource(registration, request))


def _asked(
    resources: Sequence[Resource],
    vocabulary: Vocabulary,
    options: Mapping[str, Mapping[str, Any]],
    register: Register,
) -> Judged:
    configs = {rule: RuleConfig(options=values) for rule, values in options.items()}
    dispatcher = Dispatcher(RULES, vocabulary, register, configs)
    analyses = [(resource, dispatcher.analyze(resource)) for resource in resources]
    whole = dispatcher.analyze_stack(resources)
    outcomes = [
        outcome
        for analysis in (*(analysis for _, analysis in analyses), whole)
        for outcome in analysis.outcomes
        if outcome.remark.verdict is not Verdict.WAIVED  # an exception in force is no finding
    ]
    asked = set(_spoke(whole, [r for r in RULES if not isinstance(r, ResourceRule)], resources))
    single = [rule for rule in RULES if isinstance(rule, ResourceRule)]
    for resource, analysis in analyses:
        asked |= set(_spoke(analysis, single, [resource]))
    return Judged(tuple(outcomes), frozenset(asked))


def _spoke(
    analysis: Analysis, rules: Sequence[Rule], resources: Sequence[Resource]
) -> Iterator[str]:
    silent = {rule.id for rule, _ in (*analysis.skipped, *analysis.not_applicable)}
    for rule in rules:
        if rule.id not in silent and any(rule.speaks_of(r.type) for r in resources):
            yield rule.id


@cache
def _as_of() -> datetime.date:
    """The day of the newest dated table, so that no verdict changes as days go by."""
    return max(tables.table(name).as_of for name in tables.names())


def _register(entries: Sequence[Mapping[str, Any]], today: datetime.date) -> Register:
    checked = [Entry(**entry) for entry in entries]
    file = ROOT / "exceptions.yaml" if checked else None
    return Register(tuple(Waiver(**entry.model_dump()) for entry in checked), file, today)


def _vendors(entries: Sequence[Mapping[str, Any]] | None) -> Vendors | None:
    if entries is None:
        return None
    return Vendors(tuple(Vendor(**entry) for entry in checked(list(map(dict, entries)))))


def _text(value: Any) -> str:
    """Configuration as Pulumi hands it over: text, lists and objects as JSON."""
    return value if isinstance(value, str) else json.dumps(value)
