"""The commands ``baseline policies`` and ``baseline explain``: the rules and their reasons."""

from collections.abc import Collection
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

from soc2_baseline.baseline.cli.output import Format, Output, OutputFormat, write_json, write_page
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.nearest import did_you_mean

_FEW = 10
"""The longest list that a message repeats in full if some names are near."""
Facet = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only these; repeatable.")]


def policies(
    service: Facet = None,
    criterion: Facet = None,
    severity: Facet = None,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
) -> None:
    """List the rules of the policy pack: all, or those of a service, criterion and severity.

    A service is one of AWS (`s3`, `lambda`) or a topic (`isolation`). Examples:
    `baseline policies --service s3 --service kms`, `baseline policies --criterion CC6.7`.
    """
    from soc2_baseline.policy_pack.catalog import RULES  # noqa: PLC0415 heavy imports wait
    from soc2_baseline.policy_pack.engine.settings import Selection  # noqa: PLC0415

    wanted = Selection(
        services=_facet("--service", service, {name for rule in RULES for name in rule.services}),
        criteria=_facet("--criterion", criterion, {c for rule in RULES for c in rule.criteria}),
        severities=_facet("--severity", severity, {rule.severity.value for rule in RULES}),
    )
    rules = [rule for rule in RULES if wanted.fits(rule)]
    if output_format is OutputFormat.JSON:
        write_json([entry(rule) for rule in rules], output)
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


def explain(
    name: Annotated[str, typer.Argument(metavar="RULE-OR-CRITERION")],
    examples: Annotated[
        bool, typer.Option("--examples", help="Print a rule's whole page, with good and bad code.")
    ] = False,
) -> None:
    """Explain a rule (`s3-versioning`) or a criterion (`CC6.1`)."""
    from soc2_baseline.controls.catalog import load  # noqa: PLC0415 heavy imports wait
    from soc2_baseline.policy_pack.catalog import BY_ID  # noqa: PLC0415

    console = Console(highlight=False)
    controls = {control.id: control for control in load()}
    if examples:
        _print_page(name, BY_ID)
        return
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
        hint = did_you_mean(name, BY_ID)
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


def _print_page(name: str, known: Collection[str]) -> None:
    from soc2_baseline.baseline.cli.rule_page import rule_page  # noqa: PLC0415 needed here only

    if name not in known:
        raise ConfigError(f"--examples: {name!r} is not a rule (see `baseline policies`)")
    page = rule_page(name)
    console = Console(highlight=False)
    if console.is_terminal:
        console.print(Markdown(page))
    else:
        typer.echo(page, nl=False)


def entry(rule: Any) -> dict[str, Any]:
    """Build the documented format of a rule."""
    from soc2_baseline.core.tokens import token  # noqa: PLC0415
    from soc2_baseline.policy_pack.kit import StackRule  # noqa: PLC0415 heavy imports wait

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


def _rule_lines(rule: dict[str, Any]) -> list[str]:
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
