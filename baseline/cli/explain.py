"""``baseline explain``: a rule, a criterion, a group of criteria, or a component."""

from typing import Annotated

import typer
from rich.console import Console, RenderableType
from rich.markdown import Markdown

from soc2_baseline.baseline.cli.component_sources import components
from soc2_baseline.baseline.cli.render import explain as render
from soc2_baseline.baseline.cli.rule_page import rule_page
from soc2_baseline.controls.catalog import load
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.nearest import did_you_mean
from soc2_baseline.policy_pack.catalog import BY_ID, RULES


def explain(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A rule, a criterion, a group of criteria, or a component."
        ),
    ],
    examples: Annotated[
        bool, typer.Option("--examples", help="Print a rule's whole page, with good and bad code.")
    ] = False,
) -> None:
    """Explain a rule, a criterion, a group of criteria, or a component.

    Examples:
      baseline explain s3-versioning
      baseline explain s3-versioning --examples
      baseline explain CC6.1
      baseline explain CC6
      baseline explain SecureBucket
    """
    if examples:
        _print_examples(name.strip())
        return
    # A sentence wraps at the terminal's width.
    Console(highlight=False).print(_page(name.strip()))


def _print_examples(name: str) -> None:
    if name not in BY_ID:
        raise ConfigError(f"--examples: {name!r} is not a rule{did_you_mean(name, BY_ID)}")
    page = rule_page(name)
    console = Console(highlight=False)
    if console.is_terminal:
        console.print(Markdown(page))
    else:
        typer.echo(page, nl=False)


def _page(name: str) -> RenderableType:
    controls = {control.id: control for control in load()}
    rules = {rule.id: rule for rule in RULES}
    wanted = name.lower()
    if wanted in rules:
        return render.rule(rules[wanted], controls)
    if name.upper() in controls:
        return render.criterion(controls[name.upper()], RULES)
    group = [control for control in controls.values() if _belongs(control.id, name.upper())]
    if group:
        return render.group(name.upper(), group)
    known = components()
    for component in known.values():
        if component.name.lower() == wanted:
            return render.component(component, controls.values())
    raise ConfigError(_unknown(name, [*rules, *controls, *known]))


def _belongs(criterion: str, group: str) -> bool:
    """Return whether a criterion belongs to a group, such as CC6.1 to CC6 and to CC."""
    return criterion.partition(".")[0] == group or criterion.rstrip("0123456789.") == group


def _unknown(name: str, accepted: list[str]) -> str:
    refused = f"{name!r} is not a rule, criterion, group of criteria or component"
    return refused + (
        did_you_mean(name, accepted)
        or "; accepted are rules (`baseline policies` lists them), criteria such as CC6.1 "
        "(`baseline controls` lists them), groups such as CC6, and the components "
        f"{', '.join(sorted(components()))}"
    )
