"""``baseline new``: writes the first files of a rule, a component or a policy pack."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soc2_baseline.baseline.cli.output import write_text

if TYPE_CHECKING:  # heavy imports wait until they are needed
    from soc2_baseline.baseline.new.draft import Draft

app = typer.Typer(
    no_args_is_help=True,
    help="Write the first files of a rule, a component or a policy pack of your own.",
)


@app.command("pack")
def new_pack(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or an empty folder.")],
) -> None:
    """Write a policy pack that runs the installed rules with settings and exceptions of your own.

    Example: `baseline new pack policy`, then `pulumi preview --policy-pack policy`.
    """
    from soc2_baseline.baseline.new.pack import pack  # noqa: PLC0415 heavy imports wait

    _write(pack(folder))


Criteria = Annotated[
    str, typer.Option("--criteria", metavar="CC6.1[,CC7.2]", help="The criteria that it serves.")
]


@app.command("rule")
def new_rule(
    rule_id: Annotated[
        str, typer.Argument(metavar="ID", help="The service, then the fact: s3-tls-only.")
    ],
    service: Annotated[str, typer.Option(help="A folder of policy_pack/rules, such as s3.")],
    criteria: Criteria,
    resource_type: Annotated[
        str | None, typer.Option("--type", help="The type to check, such as s3.Bucket.")
    ] = None,
) -> None:
    """Write a rule, its cases, its corpus pair and its control entries into this checkout.

    The rule's tests fail until all of them are filled in (docs/add-a-rule.md).
    Example: `baseline new rule s3-inventory-encrypted --service s3 --criteria CC6.1`.
    """
    from soc2_baseline.baseline.new.rule import rule  # noqa: PLC0415 heavy imports wait

    _write(rule(rule_id, service, criteria, resource_type))


@app.command("component")
def new_component(
    path: Annotated[str, typer.Argument(metavar="AREA/Name", help="Such as storage/SecureBucket.")],
    criteria: Criteria,
) -> None:
    """Write a component, its test and its control entries into this checkout.

    The component's tests fail until it is filled in (docs/add-a-component.md).
    Example: `baseline new component storage/SecureShare --criteria CC6.1`.
    """
    from soc2_baseline.baseline.new.component import component  # noqa: PLC0415 heavy imports wait

    _write(component(path, criteria))


def _write(draft: "Draft") -> None:
    draft.write()
    lines = [
        *(f"wrote   {_shown(file)}" for file in draft.created),
        *(f"changed {_shown(file)}" for file in draft.changed),
        "",
        *(f"{number}. {step}" for number, step in enumerate(draft.steps, start=1)),
    ]
    write_text("\n".join(lines) + "\n", None)


def _shown(file: Path) -> Path:
    """Return a path as it is shortest to read from the current folder."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file
