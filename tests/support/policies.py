"""Cases for rules, as data: which resources, and what the rule must say about them.

``good`` and ``skips`` expect silence; ``bad`` expects a violation and ``unknown`` an undetermined
finding of the named key on the first resource (or on ``on``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from soc2_baseline.core.exceptions import Register
from soc2_baseline.core.tokens import token
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.engine.dispatcher import Analysis, Dispatcher
from soc2_baseline.policy_pack.engine.settings import RuleConfig
from soc2_baseline.policy_pack.kit import Provider, Resource, Rule, Vocabulary

Kind = Literal["good", "bad", "unknown", "skips"]


@dataclass(frozen=True)
class Case:
    """One situation and what is expected of one rule in it."""

    kind: Kind
    resources: tuple[Resource, ...]
    keys: tuple[str, ...] = ()
    on: str | None = None
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    options: Mapping[str, Any] | None = None
    note: str = ""
    register: Register | None = None
    others: tuple[Rule, ...] = ()

    def excepting(self, register: Register, *others: Rule) -> "Case":
        """The same case with a register of exceptions, in a pack that has ``others`` too."""
        return replace(self, register=register, others=others)

    def under(self, note: str = "", **vocabulary: Any) -> "Case":
        """The same case where the organization's vocabulary is configured."""
        return replace(self, vocabulary=Vocabulary(**vocabulary), note=note or self.note)

    def given(self, **options: Any) -> "Case":
        """The same case with options of the rule."""
        return replace(self, options=options)

    def named(self, note: str) -> "Case":
        """The same case with a note for the test's name."""
        return replace(self, note=note)


def good(*resources: Resource) -> Case:
    """The rule holds."""
    return Case("good", resources)


def bad(key: str | Sequence[str], *resources: Resource, on: str | None = None) -> Case:
    """The rule is violated, by exactly these keys."""
    return Case("bad", resources, (key,) if isinstance(key, str) else tuple(key), on)


def unknown(key: str, *resources: Resource, on: str | None = None) -> Case:
    """The rule cannot tell yet."""
    return Case("unknown", resources, (key,), on)


def skips(*resources: Resource) -> Case:
    """The rule does not apply: another type, or a value that takes it out of scope."""
    return Case("skips", resources)


def made(short: str, name: str = "it", /, **props: Any) -> Resource:
    """A resource of a type such as ``s3.Bucket``; props in camelCase as on the wire."""
    full = token(short)
    return Resource(urn=f"urn:pulumi:test::test::{full}::{name}", type=full, name=name, props=props)


def wired(resource: Resource, **targets: Resource | Sequence[Resource]) -> Resource:
    """The same resource with property edges: ``wired(policy, bucket=bucket)``."""
    edges = dict(resource.edges)
    for prop, target in targets.items():
        many = [target] if isinstance(target, Resource) else target
        edges[prop] = frozenset(each.urn for each in many)
    dependencies = resource.dependencies.union(*edges.values())
    return replace(resource, edges=edges, dependencies=dependencies)


def protected(resource: Resource) -> Resource:
    """The same resource with the option ``protect``."""
    return replace(resource, protect=True)


def under_provider(resource: Resource, **props: Any) -> Resource:
    """The same resource, managed by an explicit AWS provider with these properties."""
    return replace(
        resource, provider=Provider("urn:pulumi:test::test::pulumi:providers:aws::p", props)
    )


def ask(rule: Rule, case: Case, register: Register | None = None) -> Analysis:
    """Everything that one rule says in a case, resource by resource and then over the stack."""
    configs = {other.id: RuleConfig(enabled=False) for other in case.others}
    if case.options:
        configs[rule.id] = RuleConfig(options=case.options)
    rules = [rule, *case.others]
    dispatcher = Dispatcher(rules, case.vocabulary, register or case.register, configs)
    whole = Analysis()
    for resource in case.resources:
        single = dispatcher.analyze(resource)
        whole.outcomes += single.outcomes
        whole.not_applicable += [*single.skipped, *single.not_applicable]
    stack = dispatcher.analyze_stack(case.resources)
    whole.outcomes += stack.outcomes
    whole.not_applicable += stack.not_applicable
    return whole


def check(rule: Rule, case: Case) -> None:
    """Assert that the rule says exactly what the case expects."""
    outcomes = ask(rule, case).outcomes
    said = {(o.remark.key, o.remark.verdict, o.urn) for o in outcomes}
    sentences = [o.remark.sentence for o in outcomes]
    verdict = {"bad": Verdict.VIOLATION, "unknown": Verdict.UNDETERMINED}.get(case.kind)
    if verdict is None:
        assert said == set(), sentences
        return
    urn = next(r.urn for r in case.resources if case.on in (None, r.name))
    assert said == {(key, verdict, urn) for key in case.keys}, sentences
