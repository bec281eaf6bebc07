"""Pages about one rule, criterion, group of criteria or component, wrapped to the terminal."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from soc2_baseline.baseline.cli.component_sources import Component
from soc2_baseline.baseline.cli.policies import entry, rule_lines
from soc2_baseline.baseline.cli.render.controls import GROUP_TITLES
from soc2_baseline.controls.catalog import Control, Kind, Status
from soc2_baseline.controls.trace import family
from soc2_baseline.policy_pack.kit import Level, Rule, Severity

_COLOURS = {Status.MET: "green", Status.PARTIAL: "yellow", Status.UNMET: "red"}
_WORST_FIRST = (Severity.CRITICAL, Severity.HIGH)
_FIRST = 3


def rule(shown: Rule, controls: Mapping[str, Control]) -> RenderableType:
    """Return the page of a rule, with the titles of its criteria."""
    criteria = [(c, controls[c].title) for c in shown.criteria if c in controls]
    return Group(*map(Text, rule_lines(entry(shown))), _indented(_pairs(criteria)))


def criterion(control: Control, rules: Collection[Rule]) -> RenderableType:
    """Return the page of a criterion: what is built, what is open, what people do."""
    own = [rule for rule in rules if family(rule.id) in control.rules]
    return Group(
        _title(control),
        Text(control.statement),
        *_section("Built", Text(_counts(control, own)), _pairs(_built(control, own))),
        *_section(f"Open ({len(control.gaps)})", *_bullets(control.gaps or ("Nothing.",))),
        *_section(
            "Yours",
            Text(control.procedure),
            Text(f"Owner: {control.owner}; frequency: {control.frequency}."),
        ),
        *_section("Look at first", *_bullets(_first(control, own))),
    )


def group(name: str, controls: Collection[Control]) -> RenderableType:
    """Return the page of a group of criteria: each with its status and title."""
    letters = name.rstrip("0123456789")
    table = Table.grid(padding=(0, 2))
    for control in controls:
        status = Text(control.status.value, style=_COLOURS[control.status])
        table.add_row(control.id, status, Text(control.title))
    counted = Counter(control.status for control in controls)
    total = ", ".join(f"{counted[status]} {status}" for status in Status if counted[status])
    return Group(
        Text(f"{name}  {GROUP_TITLES[letters]}", style="bold"),
        _indented(table),
        Text(f"{len(controls)} criteria: {total}."),
        Text(f"Read more: baseline explain {next(iter(controls)).id}"),
    )


def component(shown: Component, controls: Iterable[Control]) -> RenderableType:
    """Return the page of a component: its file, its docstring, the criteria it serves."""
    criteria = [(c.id, c.title) for c in controls if shown.name in c.components]
    return Group(
        Text(f"{shown.name}  (component, {shown.file})", style="bold"),
        Text(shown.docstring.replace("``", "`")),
        *_section("Criteria", _pairs(criteria)),
        *_section(
            "Look at first",
            *_bullets([f"All arguments and defaults: docs/reference/components/{shown.name}.md"]),
        ),
    )


def _title(control: Control) -> Text:
    status = (control.status.value, _COLOURS[control.status])
    text = Text.assemble((f"{control.id}  {control.title}", "bold"), "  (", status)
    return text.append(f", {_KINDS[control.kind]})")


def _counts(control: Control, rules: Collection[Rule]) -> str:
    if not (control.components or rules or control.evidence):
        return "Nothing."
    blocking = sum(rule.level is Level.MANDATORY for rule in rules)
    return (
        f"{len(control.components)} components, {len(rules)} rules ({blocking} block a deployment, "
        f"{len(rules) - blocking} advise), {len(control.evidence)} evidence collectors."
    )


def _built(control: Control, rules: Iterable[Rule]) -> list[tuple[str, str]]:
    """Return the components, the rules by service and the collectors, each with a label."""
    rows = [("components", ", ".join(control.components))] if control.components else []
    by_service = sorted(rules, key=lambda rule: rule.folder)
    for service, members in groupby(by_service, key=lambda rule: rule.folder):
        ids = [rule.id for rule in members]
        rows.append((f"{service} ({len(ids)})", ", ".join(ids)))
    if control.evidence:
        rows.append(("evidence", ", ".join(control.evidence)))
    return rows


def _first(control: Control, rules: Iterable[Rule]) -> list[str]:
    """Return up to four commands or sentences to start with."""
    ranked = sorted(
        (rule for rule in rules if rule.severity in _WORST_FIRST and rule.level is Level.MANDATORY),
        key=lambda rule: _WORST_FIRST.index(rule.severity),
    )
    lines = [
        f"baseline explain {rule.id}  ({rule.severity}: {rule.summary.rstrip('.')})"
        for rule in ranked[:_FIRST]
    ]
    if control.components:
        lines.append(f"baseline explain {control.components[0]}")
    if control.gaps:
        lines.append(f"The first open point: {control.gaps[0]}")
    return lines or ["The part that is yours: nothing here is automated."]


def _section(title: str, *content: RenderableType) -> list[RenderableType]:
    return [Text(), Text(title, style="bold"), *map(_indented, content)]


def _bullets(lines: Iterable[str]) -> list[RenderableType]:
    table = Table.grid(padding=(0, 1))
    for line in lines:
        table.add_row("-", Text(line))
    return [table]


def _pairs(rows: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    for label, text in rows:
        table.add_row(Text(label), Text(text))
    return table


def _indented(content: RenderableType) -> Padding:
    return Padding(content, (0, 0, 0, 2), expand=False)


_KINDS = {
    Kind.AUTOMATED: "automated",
    Kind.PARTLY: "partly automated, partly people",
    Kind.MANUAL: "people only",
}
