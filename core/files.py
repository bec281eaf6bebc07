"""Files that a variable or an option may name, and the one reader of files in YAML."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soc2_baseline.core.errors import ConfigError

if TYPE_CHECKING:
    from soc2_baseline.core.yaml_tree import Tree

Steps = Sequence[str | int]
"""The keys and positions that lead to a value."""
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Letters that JSON takes as they are and YAML does not."""


def named(place: str, name: str | None, what: str) -> Path | None:
    """Return the file that ``place`` names, or None if it names none.

    Raises:
        ConfigError: the file does not exist; ``what`` is the kind of file that is accepted.
    """
    if not name:
        return None
    file = Path(name)
    if not file.is_file():
        raise ConfigError(f"{place}: {name!r} is not a file; accepted is the path of {what}")
    return file


@dataclass(frozen=True)
class Document:
    """A file in YAML: its values, and the place of each for messages.

    Attributes:
        file: the file that was read.
        tree: its values, with the nodes that know their lines.
    """

    file: Path
    tree: "Tree"

    @property
    def content(self) -> Any:
        """Return the plain values: dict, list, str, int, float, bool, date, datetime or None."""
        return self.tree.values

    def entries(self) -> Any:
        """Return the values of a file that holds a list: an empty file is an empty list."""
        return [] if self.content is None else self.content

    def where(self, path: Steps = ()) -> str:
        """Return the place of a value: ``exceptions.yaml line 12: scope``.

        A position in the list that is the whole file is left out: the line says it better.
        """
        line = f"{self.file} line {self.tree.line(path)}"
        name = dotted(path[1:] if path and isinstance(path[0], int) else path)
        return f"{line}: {name}" if name else line


def read_document(file: Path) -> Document:
    """Read a file that a person writes, as YAML 1.2.

    Raises:
        ConfigError: the file cannot be read, is not YAML, sets a key twice, holds several
            documents, or a tag that makes anything but plain data.
    """
    # ruamel.yaml loads slowly, and most starts read no file.
    from soc2_baseline.core.yaml_tree import Mistakes, parse  # noqa: PLC0415

    try:
        content = file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read as YAML: {error.strerror}") from error
    try:
        return Document(file, parse(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = "cannot be read as YAML: this is not UTF-8 text"
        raise ConfigError(f"{file} line {line}: {said}") from error
    except Mistakes as error:
        raise ConfigError(
            f"{file} line {line}: cannot be read as YAML: {said}" for line, said in error.found
        ) from error


def read_yaml(file: Path) -> Any:
    """Return the values of a file in YAML; None if it is empty.

    Raises:
        ConfigError: as :func:`read_document`.
    """
    return read_document(file).content


def yaml_of(content: Mapping[str, Any]) -> str:
    """Return values as JSON that is YAML, too: all texts are quoted, for readers of any version."""
    text = json.dumps(content, indent=2, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def dotted(path: Steps) -> str:
    """Return a path as people write it: ``grants[2].owner``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
