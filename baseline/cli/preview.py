"""``baseline preview``: plan and verdicts of a project, offline."""

from pathlib import Path
from typing import Annotated

import typer

from baseline.cli.output import Format, Output, OutputFormat, stderr, write_json, write_page


def preview(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="A Pulumi project.")] = Path(),
    config: Annotated[
        list[str] | None,
        typer.Option("--config", "-c", metavar="KEY=VALUE", help="Configuration that wins."),
    ] = None,
    stack: Annotated[
        str | None, typer.Option(help="Stack whose Pulumi.<stack>.yaml is read.")
    ] = None,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
    exceptions: Annotated[
        Path | None, typer.Option(help="The exceptions file; else as the pack finds it.")
    ] = None,
    pack: Annotated[Path | None, typer.Option(help="Another policy pack's folder.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 3 if anything is undetermined.")
    ] = False,
) -> None:
    """Show what a project would make and which rule it would break: no cloud, CLI or network.

    Examples: `baseline preview`, `baseline preview stacks/tenant --config profile=dev`,
    `baseline preview --format json --output build/preview.json`.
    """
    import policy_pack  # noqa: PLC0415 heavy imports wait until they are needed
    from baseline.cli.show_preview import page  # noqa: PLC0415
    from baseline.offline.preview import preview as run  # noqa: PLC0415
    from baseline.offline.project import load  # noqa: PLC0415

    project = load(folder.resolve(), _overrides(config or []), stack)
    pack_folder = pack.resolve() if pack else Path(policy_pack.__file__).parent
    with stderr().status(f"Previewing {project.name}/{project.stack} offline …"):
        result = run(project, pack_folder, exceptions)
    if output_format is OutputFormat.JSON:
        write_json(result.as_json(), output)
    else:
        write_page(page(result), output)
    raise typer.Exit(result.exit_code(strict=strict))


def _overrides(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise typer.BadParameter(f"{wrong[0]!r}; accepted is KEY=VALUE", param_hint="--config")
    return dict(pair.split("=", 1) for pair in pairs)
