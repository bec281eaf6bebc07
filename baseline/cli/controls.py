"""``baseline controls``: the coverage of each criterion, and what is missing."""

from soc2_baseline.baseline.cli.output import Format, Output, OutputFormat, write_json, write_page
from soc2_baseline.baseline.cli.render.controls import render
from soc2_baseline.controls.catalog import load
from soc2_baseline.controls.coverage import cover, document, words_of_tests


def controls(output_format: Format = OutputFormat.TABLE, output: Output = None) -> None:
    """Show the components, rules, evidence and tests behind each criterion."""
    coverage = cover(load(), words_of_tests())
    if output_format is OutputFormat.JSON:
        write_json(document(coverage), output)
    else:
        write_page(render(coverage), output)
