"""``baseline controls``: what stands behind each criterion and what is missing."""

from soc2_baseline.baseline.cli.output import Format, Output, OutputFormat, write_json, write_page


def controls(output_format: Format = OutputFormat.TABLE, output: Output = None) -> None:
    """Show which components, rules, evidence and tests stand behind each criterion."""
    from soc2_baseline.baseline.cli.render.controls import render  # noqa: PLC0415 heavy imports wait
    from soc2_baseline.controls.catalog import load  # noqa: PLC0415
    from soc2_baseline.controls.coverage import cover, document, words_of_tests  # noqa: PLC0415

    coverage = cover(load(), words_of_tests())
    if output_format is OutputFormat.JSON:
        write_json(document(coverage), output)
    else:
        write_page(render(coverage), output)
