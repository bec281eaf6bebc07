"""``baseline controls``: the parts behind each criterion, and the gaps."""

from soc2_baseline.baseline.cli.output import Format, Output, OutputFormat, write_json, write_page
from soc2_baseline.baseline.cli.render.controls import render
from soc2_baseline.controls.catalog import load
from soc2_baseline.controls.coverage import document


def controls(output_format: Format = OutputFormat.TABLE, output: Output = None) -> None:
    """List the components, rules, evidence and gaps of each criterion."""
    if output_format is OutputFormat.JSON:
        write_json(document(load()), output)
    else:
        write_page(render(load()), output)
