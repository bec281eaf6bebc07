"""``baseline controls``: the parts behind each criterion, and the gaps."""

from soc2_baseline.baseline.cli.output import Format, Output, OutputFormat, write_json, write_page


def controls(output_format: Format = OutputFormat.TABLE, output: Output = None) -> None:
    """List the components, rules, evidence and gaps of each criterion."""
    from soc2_baseline.baseline.cli.render.controls import render  # noqa: PLC0415 heavy imports wait
    from soc2_baseline.controls.catalog import load  # noqa: PLC0415
    from soc2_baseline.controls.coverage import document  # noqa: PLC0415

    if output_format is OutputFormat.JSON:
        write_json(document(load()), output)
    else:
        write_page(render(load()), output)
