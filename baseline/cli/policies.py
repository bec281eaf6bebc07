"""``baseline policies`` and ``baseline explain``: what is refused, and why."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from soc2_baseline.baseline.cli.output import Format, Output, OutputFormat, write_json, write_page
from soc2_baseline.core.errors import ConfigError

SCHEMA = "baseline/policies/v1"

Facet = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only these; repeatable.")]


def policies(
    service: Facet = None,
    criterion: Facet = None,
    severity: Facet = None,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
) -> None:
    """List the rules of the policy pack: all, or those of a service, criterion and severity.

    Examples: `baseline policies --service s3 --service kms`, `baseline policies --criterion CC6.7`.
    """
    from soc2_baseline.policy_pack.catalog import RULES  # noqa: PLC0415 heavy imports wait
    from soc2_baseline.policy_pack.engine.settings import Selection  # noqa: PLC0415

    wanted = Selection(
        services=_facet("--service", service, {rule.service for rule in RULES}),
        criteria=_facet("--criterion", criterion, {c for rule in RULES for c in rule.criteria}),
        severities=_facet("--severity", severity, {rule.severity.value for rule in RULES}),
    )
    rules = [rule for rule in RULES if wanted.fits(rule)]
    if output_format is OutputFormat.JSON:
        write_json({"schema": SCHEMA, "policies": [entry(rule) for rule in rules]}, output)
        return
    table = Table(title=f"{len(rules)} rules", title_justify="left")
    for column in ("rule", "level", "severity", "criteria", "what holds"):
        table.add_column(column, no_wrap=column == "rule")
    for rule in rules:
        level = rule.level_in_words
        table.add_row(rule.id, level, rule.severity, " ".join(rule.criteria), rule.summary)
    write_page(table, output)


def _facet(option: str, names: list[str] | None, known: set[str]) -> frozenset[str]:
    wrong = sorted(set(names or ()) - known)
    if wrong:
        accepted = ", ".join(sorted(known))
        raise typer.BadParameter(f"{wrong[0]!r}; accepted: {accepted}", param_hint=option)
    return frozenset(names or ())


def explain(
    name: Annotated[str, typer.Argument(metavar="RULE-OR-CRITERION")],
) -> None:
    """Explain a rule (`s3-versioning`) or a criterion (`CC6.1`)."""
    from soc2_baseline.controls.catalog import load  # noqa: PLC0415 heavy imports wait
    from soc2_baseline.policy_pack.catalog import BY_ID, RULES  # noqa: PLC0415

    console = Console(highlight=False)
    controls = {control.id: control for control in load()}
    if name in BY_ID:
        for line in _rule_lines(entry(BY_ID[name])):
            console.print(line, soft_wrap=True, markup=False)
        for criterion in BY_ID[name].criteria:
            if criterion in controls:
                title = controls[criterion].title
                console.print(f"  {criterion}  {title}", soft_wrap=True, markup=False)
        return
    control = controls.get(name.upper())
    if control is None:
        near = [rule.id for rule in RULES if name.lower() in rule.id][:5]
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise ConfigError(
            f"{name!r} is neither a rule nor a criterion{hint} "
            "(see `baseline policies` and `baseline controls`)"
        )
    console.print(f"{control.id}  {control.title}  ({control.kind}, {control.status})")
    console.print(control.statement, soft_wrap=True, markup=False)
    for label, values in (
        ("components", control.components),
        ("rules", control.rules),
        ("evidence", control.evidence),
        ("gaps", control.gaps),
    ):
        for value in values:
            summary = f": {BY_ID[value].summary}" if value in BY_ID else ""
            console.print(f"  {label}: {value}{summary}", soft_wrap=True, markup=False)
    console.print(f"  owner: {control.owner}, {control.frequency}", soft_wrap=True)


def entry(rule: Any) -> dict[str, Any]:
    """One rule in the documented format."""
    from soc2_baseline.core.tokens import token  # noqa: PLC0415
    from soc2_baseline.policy_pack.kit.rule import StackRule  # noqa: PLC0415 heavy imports wait

    return {
        "id": rule.id,
        "types": [token(name) for name in rule.types],
        "level": rule.level.value,
        "severity": rule.severity.value,
        "criteria": list(rule.criteria),
        "service": rule.service,
        "summary": rule.summary,
        "why": rule.why,
        "fix": rule.fix,
        "reference": rule.reference,
        "stack": isinstance(rule, StackRule),
        "prod_floor": rule.prod_floor,
        "needs": rule.needs,
        "waivable": rule.waivable,
        "keys": dict(rule.keys),
        "options": {name: dict(schema) for name, schema in rule.options.items()},
        "remedies": {key: {"property": p, "value": v} for key, (p, v) in rule.remedies.items()},
    }


def _rule_lines(rule: dict[str, Any]) -> list[str]:
    lines = [
        f"{rule['id']}  ({rule['level']}, {rule['severity']}"
        f"{', over the whole stack' if rule['stack'] else ''})",
        rule["summary"],
        *([f"why: {rule['why']}"] if rule["why"] else []),
        f"fix: {rule['fix']}",
        f"source: {rule['reference']}",
        f"types: {', '.join(rule['types'])}",
    ]
    lines += [f"  {rule['id']}[{key}] changes {arg}" for key, arg in rule["keys"].items()]
    lines.append("except: an entry in exceptions.yaml, see docs/exceptions.md")
    lines.append("criteria:")
    return lines
