"""``baseline policies``: the rules of the policy pack."""

from typing import Annotated, Any

import typer
from rich.table import Table

from soc2_baseline.baseline.cli.output import Format, Output, OutputFormat, write_json, write_page
from soc2_baseline.core.nearest import did_you_mean
from soc2_baseline.core.tokens import token
from soc2_baseline.policy_pack.catalog import RULES
from soc2_baseline.policy_pack.engine.settings import Selection
from soc2_baseline.policy_pack.kit import StackRule

SCHEMA = "baseline/policies/v1"
_FEW = 10
"""The longest list that a message repeats in full if some names are near."""
Service = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only rules of this service; repeatable.")
]
Criterion = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Only rules of this criterion; repeatable.")
]
Severity = Annotated[
    list[str] | None,
    typer.Option(metavar="WORD", help="Only rules of this severity; repeatable."),
]


def policies(
    service: Service = None,
    criterion: Criterion = None,
    severity: Severity = None,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
) -> None:
    """List the rules of the policy pack.

    A service is one of AWS (`s3`, `lambda`) or a topic (`isolation`).

    Examples:
      baseline policies --service s3 --service kms
      baseline policies --criterion CC6.7
    """
    wanted = Selection(
        services=_facet("--service", service, {name for rule in RULES for name in rule.services}),
        criteria=_facet("--criterion", criterion, {c for rule in RULES for c in rule.criteria}),
        severities=_facet("--severity", severity, {rule.severity.value for rule in RULES}),
    )
    rules = [rule for rule in RULES if wanted.fits(rule)]
    if output_format is OutputFormat.JSON:
        write_json({"schema": SCHEMA, "policies": [entry(rule) for rule in rules]}, output)
        return
    table = Table(title=f"{len(rules)} rules", title_justify="left")
    for column in ("rule", "level", "severity", "criteria", "summary"):
        table.add_column(column, no_wrap=column == "rule")
    for rule in rules:
        level = rule.level_in_words
        table.add_row(rule.id, level, rule.severity, " ".join(rule.criteria), rule.summary)
    write_page(table, output)


def _facet(option: str, names: list[str] | None, known: set[str]) -> frozenset[str]:
    wrong = sorted(set(names or ()) - known)
    if wrong:
        near = did_you_mean(wrong[0], known)
        accepted = near if near and len(known) > _FEW else f"; accepted: {', '.join(sorted(known))}"
        raise typer.BadParameter(f"{wrong[0]!r} is not known{accepted}", param_hint=option)
    return frozenset(names or ())


def entry(rule: Any) -> dict[str, Any]:
    """Return one rule in the documented format."""
    return {
        "id": rule.id,
        "types": [token(name) for name in rule.types],
        "level": rule.level.value,
        "severity": rule.severity.value,
        "criteria": list(rule.criteria),
        "services": sorted(rule.services),
        "file": rule.place,
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


def rule_lines(rule: dict[str, Any]) -> list[str]:
    """Return the lines that explain a rule, from its documented form."""
    lines = [
        f"{rule['id']}  ({rule['level']}, {rule['severity']}"
        f"{', over the whole stack' if rule['stack'] else ''})",
        rule["summary"],
        *([f"why: {rule['why']}"] if rule["why"] else []),
        f"fix: {rule['fix']}",
        f"source: {rule['reference']}",
        f"types: {', '.join(rule['types'])}",
        f"file: {rule['file']}",
    ]
    lines += [f"  {rule['id']}[{key}] changes {arg}" for key, arg in rule["keys"].items()]
    lines.append("except: an entry in exceptions.yaml, see docs/exceptions.md")
    lines.append("criteria:")
    return lines
