"""Good and bad examples of a rule, cut from the corpus that the tests run."""

import ast
import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from tools.docs.corpus import Program, Twin, twins_of
from tools.docs.markdown import code

_LONGEST = 45
"""Lines of the longest statement that is shown whole; a longer one is cut around the edit."""


def examples(programs: Sequence[Program], rule_id: str, root: Path) -> list[str]:
    """Return blocks with a program that passes, and for each key an edit that fails."""
    found = twins_of(programs, rule_id)
    if not found:
        return []
    by_key: dict[str, tuple[Program, Twin]] = {}
    for program, twin in found:
        by_key.setdefault(twin.key, (program, twin))
    first, edit = found[0]
    place = code(first.file.relative_to(root).as_posix())
    blocks = [f"## Good\n\nFrom {place}, after {'; '.join(first.sources)}."]
    if edit.replace:
        blocks.append(_fence("python", _around(first.source, edit)))
    if first.config:
        blocks += ["With the stack's configuration:", _yaml({"config": dict(first.config)})]
    blocks.append("## Bad\n\nThe same program with one edit for each finding:")
    for key, (program, twin) in by_key.items():
        blocks.append(f"{code(f'{rule_id}[{key}]')} in {code(program.file.name)}:")
        blocks += list(_edits(program, twin))
    return blocks


def _edits(program: Program, twin: Twin) -> Iterator[str]:
    if twin.replace:
        yield _fence("diff", _diff(program.source, twin.spoil(program.source)))
    for name in ("config", "options", "exceptions", "vendors"):
        changed = getattr(twin, name)
        if changed:
            yield _yaml({name: changed})


def _around(source: str, twin: Twin) -> str:
    """Return the statement that an edit is in; the innermost one of a long block."""
    start = source[: source.index(twin.replace)].count("\n") + 1
    end = start + twin.replace.rstrip("\n").count("\n")
    inside: list[ast.stmt] = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.stmt) and node.lineno <= start and end <= _end(node)
    ]
    lines = source.splitlines()
    if not inside:
        return "\n".join(lines[start - 1 : end])
    shown = next((n for n in inside if _end(n) - n.lineno < _LONGEST), inside[-1])
    first, last = shown.lineno, _end(shown)
    if last - first >= _LONGEST:
        first, last = max(first, start - _LONGEST // 2), min(last, end + _LONGEST // 2)
    text = lines[first - 1 : last]
    indent = min((len(line) - len(line.lstrip()) for line in text if line.strip()), default=0)
    return "\n".join(line[indent:] for line in text)


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _diff(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def _yaml(tree: object) -> str:
    return _fence("yaml", yaml.safe_dump(_plain(tree), sort_keys=False).rstrip())


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _fence(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```"
