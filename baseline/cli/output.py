"""The output formats and destinations of all commands."""

import json
import sys
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console, RenderableType

from soc2_baseline.core.errors import EnvironmentLacks

_FILE_WIDTH = 110


class OutputFormat(StrEnum):
    """The format of results: for people, or for machines."""

    TABLE = "table"
    JSON = "json"


Format = Annotated[OutputFormat, typer.Option("--format", help="For people or for machines.")]
Output = Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")]


def write_json(document: Any, output: Path | None) -> None:
    """Write JSON to a file, or alone to stdout.

    Raises:
        EnvironmentLacks: the file cannot be written.
    """
    _write(json.dumps(document, indent=2, ensure_ascii=False) + "\n", output)


def write_page(page: RenderableType, output: Path | None) -> None:
    """Write a page for people to the terminal, or as plain text to a file.

    Raises:
        EnvironmentLacks: the file cannot be written.
    """
    if output is None:
        Console(highlight=False).print(page, soft_wrap=True)  # a sentence stays one line
        return
    sink = StringIO()
    Console(file=sink, width=_FILE_WIDTH, color_system=None, highlight=False).print(
        page, soft_wrap=True
    )
    _write(sink.getvalue(), output)


def write_text(text: str, output: Path | None) -> None:
    """Write text as it is, to a file or alone to stdout.

    Raises:
        EnvironmentLacks: the file cannot be written.
    """
    _write(text, output)


def stderr() -> Console:
    """Return the console for progress and notes, so that stdout has only results."""
    return Console(stderr=True)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EnvironmentLacks(
            f"{output}: cannot be written ({error.strerror}); accepted is a file in a folder"
        ) from error
