"""The layout of generated Python, as ``ruff format`` has it."""

from collections.abc import Sequence

LINE = 100


def listed(start: str, entries: Sequence[str], end: str = "", *, indent: int = 0) -> str:
    """Return entries behind a text on one line if they fit, else each on its own.

    Args:
        start: the text before the first entry, with its opening bracket if it always has one.
        entries: what is listed.
        end: the text behind the last entry: the closing bracket, and what follows.
        indent: the columns before the text.
    """
    line = f"{start}{', '.join(entries)}{end}"
    if len(line) + indent <= LINE:
        return line
    opening = start if end else f"{start}("
    margin = " " * indent
    inner = [f"{margin}    {entry}," for entry in entries]
    return "\n".join([opening, *inner, f"{margin}{end or ')'}"])
