"""``baseline preview``: plan and verdicts of a project, or of an exported state, offline."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soc2_baseline.baseline.cli.output import (
    Format,
    Output,
    OutputFormat,
    stderr,
    write_json,
    write_page,
)

if TYPE_CHECKING:  # heavy imports wait until they are needed
    from soc2_baseline.baseline.preview.pack import PackFiles
    from soc2_baseline.baseline.preview.result import Preview


def preview(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="A Pulumi project.")] = Path(),
    config: Annotated[
        list[str] | None,
        typer.Option("--config", "-c", metavar="KEY=VALUE", help="Configuration that wins."),
    ] = None,
    stack: Annotated[
        str | None, typer.Option(help="Stack whose Pulumi.<stack>.yaml is read.")
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(help="Grade this exported state (`pulumi stack export`), not the program."),
    ] = None,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
    exceptions: Annotated[
        Path | None, typer.Option(help="The exceptions file; else as the pack finds it.")
    ] = None,
    policies: Annotated[
        Path | None, typer.Option(help="The pack's settings; else as the pack finds them.")
    ] = None,
    pack: Annotated[Path | None, typer.Option(help="Another policy pack's folder.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 3 if anything is undetermined.")
    ] = False,
) -> None:
    """Show what a project would make and which rule it would break: no cloud, CLI or network.

    Examples: `baseline preview`, `baseline preview stacks/tenant --config profile=dev`,
    `baseline preview --state export.json`, `baseline preview --format json --output out.json`.
    """
    from soc2_baseline import policy_pack  # noqa: PLC0415 heavy imports wait until they are needed
    from soc2_baseline.baseline.cli.render.preview import page  # noqa: PLC0415
    from soc2_baseline.baseline.preview.pack import PackFiles  # noqa: PLC0415

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
    from soc2_baseline.baseline.preview.preview import preview as run  # noqa: PLC0415
    from soc2_baseline.baseline.preview.project import load  # noqa: PLC0415

    project = load(folder, overrides, stack)
    with stderr().status(f"Previewing {project.name}/{project.stack} offline …"):
        return run(project, files)


def _graded(
    state: Path, folder: Path, overrides: dict[str, str], stack: str | None, files: "PackFiles"
) -> "Preview":
    from soc2_baseline.baseline.preview.preview import grade  # noqa: PLC0415
    from soc2_baseline.baseline.preview.project import of_stack  # noqa: PLC0415
    from soc2_baseline.baseline.preview.state import read  # noqa: PLC0415

    exported = read(state)
    project = of_stack(exported.project, stack or exported.stack, folder, overrides)
    with stderr().status(f"Grading {len(exported.resources)} resources of {state.name} …"):
        return grade(project, exported.resources, files)


def _overrides(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise typer.BadParameter(f"{wrong[0]!r}; accepted is KEY=VALUE", param_hint="--config")
    return dict(pair.split("=", 1) for pair in pairs)
