"""Markdown of the generated pages."""

import re
from collections.abc import Iterable, Sequence

_ROLE = re.compile(r":[a-z]+:`~?\.?([^`]+)`")
_LITERAL = re.compile(r"``([^`]+)``")
_SECTION = re.compile(r"\n\s*(Args|Attributes|Costs|Leaves out|Raises|Returns|Yields):\n")


def page(title: str, source: str, *blocks: str) -> str:
    """Return a whole page; ``source`` names the files that it is generated from."""
    note = f"<!-- Made by `make docs` from {source}; edit that instead. -->"
    return "\n\n".join([note, f"# {title}", *(block for block in blocks if block)]) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; line breaks in cells become spaces."""
    lines = [_row(headings), _row(["---"] * len(headings)), *(_row(_cells(row)) for row in rows)]
    return "\n".join(lines)


def bullets(entries: Iterable[str]) -> str:
    """Return a list, one line for each entry."""
    return "\n".join(f"- {one_line(entry)}" for entry in entries)


def code(text: str) -> str:
    """Return the text as inline code."""
    return f"`{text}`"


def codes(texts: Iterable[str]) -> str:
    """Return several texts as inline code, separated by commas."""
    return ", ".join(code(text) for text in texts)


def prose(docstring: str) -> str:
    """Return a docstring up to its first section, in Markdown."""
    return _plain(_SECTION.split(docstring)[0])


def section(docstring: str, name: str) -> str:
    """Return one section of a docstring in Markdown; empty if it is missing."""
    _, *parts = _SECTION.split(docstring)
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    return one_line(_plain(found.get(name, "")))


def _plain(text: str) -> str:
    return _LITERAL.sub(r"`\1`", _ROLE.sub(r"`\1`", text)).strip()


def one_line(text: str) -> str:
    """Return the text without line breaks."""
    return " ".join(text.split())


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Sequence[str]) -> list[str]:
    return [one_line(cell).replace("|", "\\|") for cell in row]
