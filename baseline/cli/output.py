"""What all commands share: the formats, and where output goes."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from rich.console import Console


class OutputFormat(StrEnum):
    """How results are shown: for people, or for machines."""

    TABLE = "table"
    JSON = "json"


def write_json(document: Any, output: Path | None) -> None:
    """JSON to a file, or alone on stdout."""
    text = json.dumps(document, indent=2) + "\n"
    if output is None:
        Console(soft_wrap=True, highlight=False, markup=False).out(text, end="", highlight=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")


def stderr() -> Console:
    """Where progress and notes go, so that stdout stays pure."""
    return Console(stderr=True)
