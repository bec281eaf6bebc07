"""A preview for people: the plan by tenant and component, one line a finding, totals last."""

from collections import Counter

from rich.console import Group
from rich.table import Table
from rich.text import Text

from soc2_baseline.baseline.preview.result import PlannedResource, Preview, ReportedFinding
from soc2_baseline.core.vocabulary import Verdict

_COLOURS = {
    Verdict.VIOLATION: "red",
    Verdict.ERROR: "red",
    Verdict.UNDETERMINED: "yellow",
    Verdict.WAIVED: "cyan",
    Verdict.NOT_OFFERED: "blue",
}
_MANY = 12


def page(preview: Preview) -> Group:
    """Return the whole page about a preview."""
    shown = [
        _finding(finding)
        for verdict in (Verdict.ERROR, Verdict.VIOLATION, Verdict.WAIVED, Verdict.NOT_OFFERED)
        for finding in preview.findings
        if finding.verdict is verdict
    ]
    return Group(_plan(preview), *shown, *_undetermined(preview), *_totals(preview))


def _plan(preview: Preview) -> Table:
    """Return a table of resources by tenant and component."""
    by_urn = {resource.urn: resource for resource in preview.resources}
    counts: Counter[tuple[str, str]] = Counter()
    for resource in preview.resources:
        if resource.type.startswith(("pulumi:", "soc2:")):
            continue
        owner = by_urn.get(resource.parent or "")
        tenant = resource.tenant or (owner and _tenant_of(owner, preview)) or "-"
        counts[tenant, f"{_short(owner.type)} {owner.name}" if owner else "(program)"] += 1
    profile = f", profile {preview.profile}" if preview.profile else ""
    table = Table(title=f"Plan of stack {preview.stack}{profile}", title_justify="left")
    table.add_column("tenant")
    table.add_column("component")
    table.add_column("resources", justify="right")
    last = None
    for (tenant, component), count in sorted(counts.items()):
        table.add_row(tenant if tenant != last else "", component, str(count))
        last = tenant
    return table


def _tenant_of(component: PlannedResource, preview: Preview) -> str | None:
    """Return the tenant of tagged siblings, to which resources without tags belong."""
    return next(
        (r.tenant for r in preview.resources if r.parent == component.urn and r.tenant), None
    )


def _finding(finding: ReportedFinding) -> Text:
    colour = _COLOURS[finding.verdict]
    text = Text()
    text.append(f"{finding.verdict.upper()}", style=f"bold {colour}")
    text.append(f" {finding.severity or ''} ({finding.level})".replace("  ", " "))
    text.append(f" {finding.policy}[{finding.key}]", style="bold")
    text.append(f" {_resource(finding.urn)}: {finding.message}")
    if finding.exception:
        text.append(f" (exception {finding.exception.id} until {finding.exception.expires})")
    elif finding.reason:
        text.append(f" ({finding.reason})")
    if finding.verdict is Verdict.VIOLATION:
        if finding.argument:
            text.append(f"\n    change {finding.argument}")
        if finding.fix:
            text.append(f"\n    fix: {finding.fix}")
        if finding.criteria:
            text.append(f"\n    criteria: {', '.join(finding.criteria)}")
    return text


def _undetermined(preview: Preview) -> list[Text]:
    """Open questions: each where they are few, else by rule; ``--format json`` has them all."""
    undetermined = [f for f in preview.findings if f.verdict is Verdict.UNDETERMINED]
    if len(undetermined) <= _MANY:
        return [_finding(finding) for finding in undetermined]
    lines = []
    for (policy, key), count in sorted(Counter((f.policy, f.key) for f in undetermined).items()):
        text = Text("UNDETERMINED", style="bold yellow")
        text.append(f" {policy}[{key}]: {count} resources, decided at update", style="not bold")
        lines.append(text)
    return lines


def _totals(preview: Preview) -> list[Text]:
    summary = preview.summary
    lines = [
        preview.about_exceptions,
        f"{summary.resources} resources, {summary.policies} rules of which "
        f"{len(preview.evaluated_by_policy)} saw a resource, {summary.evaluated} evaluations: "
        f"{summary.violations} violations, {summary.undetermined} undetermined, "
        f"{summary.waived} waived, {summary.not_offered} not offered, {summary.errors} errors",
    ]
    first = next((f for f in preview.findings if f.verdict is Verdict.VIOLATION), None)
    if first:
        lines.append(f"Explain a rule: baseline explain {first.policy}")
    return [Text(line) for line in lines if line]


def _resource(urn: str | None) -> str:
    if urn is None:
        return "the stack"
    kind, name = urn.split("::")[2:4]
    return f"{_short(kind.split('$')[-1])} {name}"


def _short(type_token: str) -> str:
    package, module, name = type_token.split(":", 2)
    area = module.partition("/")[0]
    return name if package == "soc2" else f"{area}.{name}"
