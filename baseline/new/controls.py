"""New entries in control files; comments and formatting stay as they are."""

from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_NEVER_WRAP = 4096


def with_entry(file: Path, field: str, entry: str) -> str:
    """Return the text of a control file with one more entry at the end of a list."""
    yaml = _yaml()
    tree: Any = yaml.load(file.read_text(encoding="utf-8"))
    tree[field].append(entry)
    tree[field].fa.set_block_style()  # an empty list stands as [] until now
    sink = StringIO()
    yaml.dump(tree, sink)
    return sink.getvalue()


def files_of(root: Path, criteria: tuple[str, ...]) -> list[Path]:
    """Return the control file of each criterion."""
    return [root / "controls" / f"{name.lower().replace('.', '_')}.yaml" for name in criteria]


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _NEVER_WRAP
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
