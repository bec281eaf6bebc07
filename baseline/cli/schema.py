"""``baseline schema``: the JSON Schema of each document that commands write."""

import json
from typing import Annotated

import typer

from soc2_baseline.baseline.cli.output import Output, write_text
from soc2_baseline.core import schemas


def schema(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A document, such as preview.", show_default="list"),
    ] = None,
    output: Output = None,
) -> None:
    """Print the JSON Schema of a document, or list the documents.

    Examples: `baseline schema`, `baseline schema preview --output preview.schema.json`.
    """
    if name is not None:
        write_text(schemas.text(name), output)
        return
    listed = ((known, json.loads(schemas.text(known))["title"]) for known in schemas.names())
    width = max(map(len, schemas.names()))
    write_text("".join(f"{known:{width}}  {title}\n" for known, title in listed), output)
