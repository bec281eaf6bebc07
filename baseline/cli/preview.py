"""``baseline preview``: resources and verdicts of a project or an exported state, offline."""

from pathlib import Path
from typing import Annotated

import typer

from soc2_baseline import policy_pack
from soc2_baseline.baseline.cli.output import (
    Format,
    Output,
    OutputFormat,
    stderr,
    write_json,
    write_page,
)
from soc2_baseline.baseline.cli.render.preview import page
from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import grade
from soc2_baseline.baseline.preview.preview import preview as run
from soc2_baseline.baseline.preview.project import load, of_stack
from soc2_baseline.baseline.preview.result import Preview
from soc2_baseline.baseline.preview.state import read


def preview(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="A Pulumi project.")] = Path(),
    config: Annotated[
        list[str] | None,
        typer.Option(
            "--config",
            "-c",
            metavar="KEY=VALUE",
            help="A configuration value; it overrides the files. Repeatable.",
        ),
    ] = None,
    stack: Annotated[
        str | None, typer.Option(help="The stack whose Pulumi.<stack>.yaml is read.")
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            help="Judge this exported state (`pulumi stack export`) instead of the program."
        ),
    ] = None,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
    exceptions: Annotated[
        Path | None, typer.Option(help="The exceptions file.", show_default="the pack's own")
    ] = None,
    policies: Annotated[
        Path | None, typer.Option(help="The pack's settings.", show_default="the pack's own")
    ] = None,
    pack: Annotated[Path | None, typer.Option(help="The folder of another policy pack.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 3 if anything is undetermined.")
    ] = False,
) -> None:
    """Show the resources of a project and the rules they break, without cloud or network.

    Examples:
      baseline preview
      baseline preview stacks/account --config baseline:profile=dev
      baseline preview --state export.json
      baseline preview --format json --output out.json
    """
    pack_folder = pack.resolve() if pack else policy_pack.FOLDER
    files = PackFiles(pack_folder, exceptions, policies)
    overrides = _overrides(config or [])
    if state is None:
        result = _planned(folder.resolve(), overrides, stack, files)
    else:
        result = _graded(state, folder.resolve(), overrides, stack, files)
    if output_format is OutputFormat.JSON:
        write_json(result.as_json(), output)
    else:
        write_page(page(result), output)
    raise typer.Exit(result.exit_code(strict=strict))


def _planned(
    folder: Path, overrides: dict[str, str], stack: str | None, files: "PackFiles"
) -> "Preview":
    project = load(folder, overrides, stack)
    with stderr().status(f"Previewing {project.name}/{project.stack} offline …"):
        return run(project, files)


def _graded(
    state: Path, folder: Path, overrides: dict[str, str], stack: str | None, files: "PackFiles"
) -> "Preview":
    exported = read(state)
    project = of_stack(exported.project, stack or exported.stack, folder, overrides)
    with stderr().status(f"Grading {len(exported.resources)} resources of {state.name} …"):
        return grade(project, exported.resources, files)


def _overrides(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise typer.BadParameter(f"{wrong[0]!r}; accepted is KEY=VALUE", param_hint="--config")
    return dict(pair.split("=", 1) for pair in pairs)
