"""The dispatcher: applies every rule that fits a resource, and turns findings into outcomes.

One pass: rules are indexed by type, a resource is read once, and the graph of the stack is built
once for all rules. A rule that raises becomes its own error; all others still report.
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
from soc2_baseline.policy_pack import kit
from soc2_baseline.policy_pack.engine.applying import Applying
from soc2_baseline.policy_pack.engine.settings import RuleConfig, Settings
from soc2_baseline.policy_pack.kit import (
    LATER,
    Context,
    Finding,
    Level,
    NotApplicable,
    Resource,
    ResourceRule,
    Rule,
    RuleMistake,
    StackGraph,
    StackRule,
    Vocabulary,
    contains_unknown,
)

_KIT = Path(kit.__file__).parent

Skipped = tuple[tuple[Rule, str], ...]
"""Rules that did not apply, each with the reason."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One statement of a rule on a resource (no URN: on the stack as a whole)."""

    rule: Rule
    remark: Remark
    level: Level
    urn: str | None


@dataclass(slots=True)
class Analysis:
    """The results of the rules: outcomes, and rules that did not apply, each with the reason.

    ``skipped`` are the rules for other types, the same object for all resources of a type.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    not_applicable: list[tuple[Rule, str]] = field(default_factory=list)
    skipped: Skipped = ()


class Dispatcher:
    """The rules of a pack and the settings, vocabulary and exceptions of one stack."""

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
        """Apply the rules about one resource."""
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
        """Apply the rules about the whole stack; report unknowns that no edge resolved."""
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
        """Return a dispatcher with one rule for the same stack; it shares the used exceptions."""
        one = Dispatcher([rule], self.vocabulary, self.register, self.configs, self.settings)
        one._used, one._rule_keys = self._used, self._rule_keys
        one._contexts = {rule.id: one._context(rule)}
        return one

    def level(self, rule: Rule) -> Level:
        """Return the level of a violation of the rule in this stack."""
        return self._levels[rule.id]

    def options(self, rule: Rule) -> Mapping[str, Any]:
        """Return the options of the rule in this stack."""
        return self._contexts[rule.id].options

    def mend(self, resource: Resource) -> Iterator[tuple[Rule, str, Any]]:
        """Yield the repairs by rules that may remediate: rule, top-level property, value.

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
        """Return the grace-period note for a violation on a legacy resource, None if it blocks."""
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
    """Run a judge; turn an exception into a finding."""
    try:
        yield from judge()
    except NotApplicable:
        raise
    except ValueUnknown:
        key = next(iter(rule.keys))
        yield Finding(key, LATER, Verdict.UNDETERMINED)
    except Exception as error:  # whatever one rule raises must not end the others
        sentence = f"rule {rule.id} raised {_in_words(error)}"
        yield Finding(next(iter(rule.keys)), sentence, Verdict.ERROR)


def _in_words(error: Exception) -> str:
    """Describe an exception without its text, which may repeat a secret value."""
    frames = traceback.extract_tb(error.__traceback__)
    own = isinstance(error, RuleMistake)  # its text holds no value; the place is in the rule
    place = next(f for f in reversed(frames) if not (own and _KIT in Path(f.filename).parents))
    words = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
    return f"{words}: {error}" if own else words
