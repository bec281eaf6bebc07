"""Asks every rule that fits a resource, once, and turns findings into outcomes.

One pass: rules are indexed by type, a resource is read once, and the graph of the stack is built
once for all rules over it. A rule that raises becomes its own error; all others still report.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from soc2_baseline.core.exceptions import Register
from soc2_baseline.core.unknown import ValueUnknown
from soc2_baseline.core.verdicts import Remark, waived_by
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.engine.applying import Applying
from soc2_baseline.policy_pack.engine.settings import RuleConfig, Settings
from soc2_baseline.policy_pack.kit.context import Context, Vocabulary
from soc2_baseline.policy_pack.kit.resources import Resource, StackGraph
from soc2_baseline.policy_pack.kit.rule import (
    LATER,
    Finding,
    Level,
    NotApplicable,
    ResourceRule,
    Rule,
    StackRule,
)
from soc2_baseline.policy_pack.kit.values import contains_unknown

Skipped = tuple[tuple[Rule, str], ...]
"""Rules that did not apply, and why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One statement of a rule on a resource (no URN: on the stack as a whole)."""

    rule: Rule
    remark: Remark
    level: Level
    urn: str | None


@dataclass(slots=True)
class Analysis:
    """What the rules said: outcomes, and which rules did not apply and why.

    ``skipped`` are those that never speak of a type, the same object for all its resources.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    not_applicable: list[tuple[Rule, str]] = field(default_factory=list)
    skipped: Skipped = ()


class Dispatcher:
    """The rules of a pack with everything that decides how they apply to one stack."""

    def __init__(
        self,
        rules: Iterable[Rule],
        vocabulary: Vocabulary | None = None,
        register: Register | None = None,
        configs: Mapping[str, RuleConfig] | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.rules = tuple(rules)
        self.vocabulary = vocabulary or Vocabulary()
        self.register = register or Register()
        self.configs = configs or {}
        self.settings = settings or Settings()
        self._applying = Applying(self.vocabulary, self.settings, self.configs)
        self._used: set[str] = set()
        self._waiting: dict[str, list[tuple[Rule, Finding]]] = {}
        self._fitting: dict[str, tuple[list[ResourceRule], Skipped]] = {}
        self._rule_keys = {rule.id: frozenset(rule.keys) for rule in self.rules}
        self._contexts = {rule.id: self._context(rule) for rule in self.rules}
        self._levels = {rule.id: self._applying.level(rule) for rule in self.rules}
        self._excluded = {rule.id: self._applying.why_not(rule) for rule in self.rules}

    def analyze(self, resource: Resource) -> Analysis:
        """What the rules over one resource say about it."""
        rules, skipped = self._for_type(resource.type)
        analysis = Analysis(skipped=skipped)
        waiting: list[tuple[Rule, Finding]] = []
        for rule in rules:
            context = self._contexts[rule.id]
            try:
                for finding in _guarded(rule, lambda: rule.judge(resource, context)):  # noqa: B023
                    if finding.wire is not None and finding.verdict is Verdict.UNDETERMINED:
                        waiting.append((rule, finding))
                    else:
                        outcome = self._outcome(rule, finding, resource.urn, resource)
                        analysis.outcomes.append(outcome)
            except NotApplicable as reason:
                analysis.not_applicable.append((rule, str(reason)))
        self._waiting[resource.urn] = waiting
        return analysis

    def analyze_stack(self, resources: Iterable[Resource]) -> Analysis:
        """What the rules over the whole stack say, and what edges left of earlier unknowns."""
        graph = StackGraph(resources)
        analysis = Analysis()
        for urn, waiting in self._waiting.items():
            resource = graph.resources.get(urn)
            for rule, finding in waiting:
                if resource is None or not _comes_from(graph, resource, finding):
                    analysis.outcomes.append(self._outcome(rule, finding, urn, resource))
        for rule in self.rules:
            if not isinstance(rule, StackRule):
                continue
            if reason := self._excluded[rule.id]:
                analysis.not_applicable.append((rule, reason))
                continue
            context = self._contexts[rule.id]
            try:
                for finding in _guarded(rule, lambda: rule.judge(graph, context)):  # noqa: B023
                    resource = graph.resources.get(finding.urn or "")
                    if not _comes_from(graph, resource, finding):
                        outcome = self._outcome(rule, finding, finding.urn, resource)
                        analysis.outcomes.append(outcome)
            except NotApplicable as reason:
                analysis.not_applicable.append((rule, str(reason)))
        return analysis

    def only(self, rule: Rule) -> "Dispatcher":
        """One of the rules alone, in the same stack and with the same exceptions used."""
        one = Dispatcher([rule], self.vocabulary, self.register, self.configs, self.settings)
        one._used, one._rule_keys = self._used, self._rule_keys
        one._contexts = {rule.id: one._context(rule)}
        return one

    def level(self, rule: Rule) -> Level:
        """The level at which a violation of the rule is reported in this stack."""
        return self._levels[rule.id]

    def options(self, rule: Rule) -> Mapping[str, Any]:
        """The options of the rule in this stack."""
        return self._contexts[rule.id].options

    def mend(self, resource: Resource) -> Iterator[tuple[Rule, str, Any]]:
        """What rules that may remediate would set: rule, top-level property, value.

        Only for definite violations that no exception waives, and never where the property is
        unknown now or has unknown values inside.
        """
        rules, _ = self._for_type(resource.type)
        for rule in rules:
            if not self._applying.mends(rule):
                continue
            for outcome in self.only(rule).analyze(resource).outcomes:
                remedy = rule.remedies.get(outcome.remark.key or "")
                if remedy is None or outcome.remark.verdict is not Verdict.VIOLATION:
                    continue
                prop, value = remedy
                if not contains_unknown(resource.props.get(prop)):
                    yield rule, prop, value

    def _spared(self, resource: Resource | None) -> str | None:
        """What a violation on a legacy resource says of its deadline; None where it counts."""
        ratchet = self.settings.ratchet
        if ratchet is None or resource is None:
            return None
        spared = ratchet.spares(resource, self.register.today)
        return f"legacy until {ratchet.until.isoformat()}" if spared else None

    def _for_type(self, resource_type: str) -> tuple[list[ResourceRule], Skipped]:
        known = self._fitting.get(resource_type)
        if known is None:
            fitting: list[ResourceRule] = []
            skipped: list[tuple[Rule, str]] = []
            for rule in self.rules:
                if not isinstance(rule, ResourceRule):
                    continue
                reason = self._excluded[rule.id]
                if not rule.speaks_of(resource_type):
                    skipped.append((rule, "another type of resource"))
                elif reason:
                    skipped.append((rule, reason))
                else:
                    fitting.append(rule)
            known = self._fitting[resource_type] = (fitting, tuple(skipped))
        return known

    def _context(self, rule: Rule) -> Context:
        options = self._applying.options(rule)
        return Context(self.vocabulary, options, self.register, self._used, self._rule_keys)

    def _outcome(
        self, rule: Rule, finding: Finding, urn: str | None, resource: Resource | None
    ) -> Outcome:
        statement = Remark(finding.verdict, finding.key, finding.sentence, finding.detail)
        if rule.waivable and finding.verdict in (Verdict.VIOLATION, Verdict.UNDETERMINED):
            waiver = self.register.find(rule.id, finding.key, urn or "")
            if waiver is not None:
                self._used.add(waiver.id)
                detail = waived_by(waiver.id, waiver.expires.isoformat())
                statement = Remark(Verdict.WAIVED, finding.key, finding.sentence, detail)
        match statement.verdict:
            case Verdict.VIOLATION:
                level = self.level(rule)
                if until := self._spared(resource):
                    level, statement = Level.ADVISORY, replace(statement, detail=until)
            case Verdict.ERROR:
                level = Level.MANDATORY
            case _:
                level = Level.ADVISORY
        return Outcome(rule, statement, level, urn)


def _comes_from(graph: StackGraph, resource: Resource | None, finding: Finding) -> bool:
    wire = finding.wire
    return (
        wire is not None
        and finding.verdict is Verdict.UNDETERMINED
        and resource is not None
        and graph.wired(resource, wire.prop, *wire.types)
    )


def _guarded(rule: Rule, judge: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """The findings of a judge, with what it raises turned into a finding of its own."""
    try:
        yield from judge()
    except NotApplicable:
        raise
    except ValueUnknown:
        key = next(iter(rule.keys))
        yield Finding(key, LATER, Verdict.UNDETERMINED)
    except Exception as error:  # whatever one rule raises must not end the others
        place = traceback.extract_tb(error.__traceback__)[-1]
        # No text of the exception: it may repeat a secret value.
        where = f"{Path(place.filename).name}:{place.lineno}"
        sentence = f"rule {rule.id} raised {type(error).__name__} at {where}"
        yield Finding(next(iter(rule.keys)), sentence, Verdict.ERROR)
