"""Traceability of control files: names that do not resolve, parts that no control lists.

The functions are pure; ``tests/controls`` passes the real rules, components and collectors.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from soc2_baseline.controls.catalog import Control, Kind

Rule = tuple[str, Collection[str]]
"""A rule's id and the ids of its criteria."""

_VARIANT = re.compile(r"(-stack|-recommended|-floor)+$")


def family(rule: str) -> str:
    """Return a rule's id in control files: without ``-stack``, ``-recommended``, ``-floor``."""
    return _VARIANT.sub("", rule)


def trace(
    controls: Iterable[Control],
    rules: Iterable[Rule],
    components: Iterable[str],
    collectors: Iterable[str],
    tested: Iterable[str],
) -> list[str]:
    """Report every mismatch between the control files and the code, as sentences.

    Args:
        controls: the control files.
        rules: the rules of the policy pack.
        components: class names or type tokens (``soc2:keys:EncryptionKey``).
        collectors: names of the evidence collectors.
        tested: rules and collectors with a test of a failing case.
    """
    controls = tuple(controls)
    return [
        *rule_problems(controls, rules),
        *component_problems(controls, components),
        *collector_problems(controls, collectors),
        *automation_problems(controls, tested),
    ]


def rule_problems(controls: Collection[Control], rules: Iterable[Rule]) -> Iterator[str]:
    """Report listed rules that do not exist, and criteria that differ between both sides."""
    rules = tuple(rules)
    ids = {rule for rule, _ in rules}
    served: dict[str, set[str]] = {}
    for rule, criteria in rules:
        served.setdefault(family(rule), set()).update(criteria)
    listed = {control.id: set(control.rules) for control in controls}

    for control in controls:
        for rule in control.rules:
            if rule != family(rule):
                yield f"{control.id} lists the rule {rule}; list {family(rule)}, which includes it."
            elif rule not in ids and f"{rule}-stack" not in ids:
                yield f"{control.id} lists the rule {rule}, which does not exist."
            elif control.id not in served[rule]:
                yield f"{control.id} lists the rule {rule}, whose criteria lack {control.id}."
    for rule, criteria in rules:
        if not criteria:
            yield f"The rule {rule} belongs to no control: it has no criteria."
        for criterion in criteria:
            if criterion not in listed:
                yield f"The rule {rule} has the criterion {criterion}, which has no control."
            elif family(rule) not in listed[criterion]:
                yield f"The rule {rule} has the criterion {criterion}, which does not list it."


def component_problems(controls: Collection[Control], components: Iterable[str]) -> Iterator[str]:
    """Report listed components that do not exist, and components that no control lists."""
    names: dict[str, set[str]] = {}
    for component in components:
        names.setdefault(component.rpartition(":")[2], set()).add(component)
    for name, tokens in names.items():
        if len(tokens) > 1:
            yield f"The name {name} stands for several components: {', '.join(sorted(tokens))}."
    yield from _unresolved(
        "component", {control.id: control.components for control in controls}, names
    )


def collector_problems(controls: Collection[Control], collectors: Iterable[str]) -> Iterator[str]:
    """Report listed collectors that do not exist, and collectors that no control lists."""
    listed = {control.id: control.evidence for control in controls}
    yield from _unresolved("collector", listed, dict.fromkeys(collectors))


def automation_problems(controls: Collection[Control], tested: Iterable[str]) -> Iterator[str]:
    """Report automated controls without a collector or without a test of a failing case."""
    cases = {family(name) for name in tested}
    for control in controls:
        if control.kind is not Kind.AUTOMATED:
            continue
        if not control.evidence:
            yield f"{control.id} is automated but has no collector."
        for rule in control.rules:
            if rule not in cases:
                yield f"{control.id} is automated but no failing case tests its rule {rule}."
        if not control.rules and cases.isdisjoint(control.evidence):
            yield f"{control.id} is automated but no failing case tests it."


def _unresolved(
    what: str, listed: Mapping[str, Iterable[str]], existing: Mapping[str, object]
) -> Iterator[str]:
    claimed: set[str] = set()
    for control, names in listed.items():
        for name in names:
            claimed.add(name)
            if name not in existing:
                yield f"{control} lists the {what} {name}, which does not exist."
    for name in existing:
        if name not in claimed:
            yield f"The {what} {name} belongs to no control."
