"""Plain English in docstrings, messages and pages; CONTRIBUTING has the rule."""

import ast
import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.project.files import ROOT, files, text_of

HERE = Path(__file__).parent
VERBS = HERE / "verbs.txt"
RATCHET = HERE / "english_ratchet.txt"
ELSEWHERE = {"tests", "benchmarks"}  # folders of Python that no user reads
PAGES = ("docs/*.md", "README.md", "CONTRIBUTING.md", "SECURITY.md")
GENERATED = "docs/reference/"  # its words come from the docstrings and messages

QUESTION_WORDS = frozenset(
    ("how", "what", "when", "where", "whether", "which", "who", "whom", "whose", "why")
)
# "no longer", "no more than" and "there is no" are plain: "is not a" is not what they mean.
BANNED = re.compile(
    r"\b(?:tells?|told|telling|whoever|anew"
    r"|(?<!there )(?:is|are)\s+no(?!\s+(?:longer|more\s+than)\b))\b",
    re.IGNORECASE,
)
# Legitimate uses: the place, and the reason. Each must still be there.
ALLOWED: dict[tuple[str, str], str] = {}

WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
PROPERTIES = {"property", "cached_property", "setter"}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Offence(NamedTuple):
    """A place that breaks the rule."""

    file: str
    line: int
    reason: str
    text: str

    @property
    def folder(self) -> str:
        """The first two folders of the file, or what it has of them."""
        return "/".join(Path(self.file).parts[:-1][:2]) or "."

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}: {self.text}"


@cache
def verbs() -> frozenset[str]:
    return frozenset(text_of(VERBS).split())


def first_word(text: str) -> str:
    """The first word in lower case; empty if the text starts with anything else."""
    found = WORD.match(text.strip())
    return found.group().lower() if found else ""


def is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = (
        decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
        for decorator in node.decorator_list
    )
    return not PROPERTIES.isdisjoint(names)


def standing_text(node: ast.AST) -> str | None:
    """The text of a statement that is nothing but a text, else None."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value.value if isinstance(node.value.value, str) else None
    return None


def sentence(node: ast.JoinedStr) -> str:
    """The text of an f-string, with {} for each value."""
    parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return "".join(str(part) for part in parts)


class Reader:
    """The offences of a Python file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.offences: list[Offence] = []

    def add(self, node: ast.expr, reason: str, text: str) -> None:
        self.offences.append(Offence(self.file, node.lineno, reason, " ".join(text.split())[:100]))

    def banned(self, node: ast.expr, text: str) -> None:
        for found in BANNED.findall(text):
            self.add(node, f'"{" ".join(found.split())}"', text)

    def docstring(self, node: ast.expr, text: str, owner: ast.AST) -> None:
        self.banned(node, text)
        word = first_word(text)
        if word in QUESTION_WORDS:
            self.add(node, "opens with a question word", text)
        elif isinstance(owner, FUNCTIONS) and not is_property(owner) and word not in verbs():
            self.add(node, "does not open with a verb of verbs.txt", text)

    def read(self, node: ast.AST) -> None:
        """Look at a node and at what is in it."""
        for child in ast.iter_child_nodes(node):
            # A text that stands alone is a docstring, or the documentation of an attribute.
            if isinstance(child, ast.Expr) and (text := standing_text(child)) is not None:
                self.docstring(child.value, text, node)
            elif isinstance(child, ast.JoinedStr):
                self.banned(child, sentence(child))
                for value in child.values:
                    if not isinstance(value, ast.Constant):
                        self.read(value)
            elif isinstance(child, ast.Constant) and isinstance(child.value, str):
                if " " in child.value:  # without a space it is a name, a key or an identifier
                    self.banned(child, child.value)
            else:
                self.read(child)


def in_code(file: str, source: str) -> list[Offence]:
    reader = Reader(file)
    reader.read(ast.parse(source))
    return reader.offences


def in_page(file: str, text: str) -> list[Offence]:
    lines = text.splitlines()
    places = [
        (text.count("\n", 0, found.start()), found.group()) for found in BANNED.finditer(text)
    ]
    return [
        Offence(file, line + 1, f'"{" ".join(found.split())}"', lines[line].strip())
        for line, found in places
    ]


def read_all() -> Iterator[Offence]:
    for path in files("*.py"):
        file = path.relative_to(ROOT).as_posix()
        if "/" in file and file.split("/")[0] not in ELSEWHERE:
            yield from in_code(file, text_of(path))
    for path in files(*PAGES):
        file = path.relative_to(ROOT).as_posix()
        if not file.startswith(GENERATED):
            yield from in_page(file, text_of(path))


@cache
def offences() -> dict[str, list[Offence]]:
    """The offences of each folder."""
    found: dict[str, list[Offence]] = {}
    for offence in read_all():
        if not any(offence.file == file and part in offence.text for file, part in ALLOWED):
            found.setdefault(offence.folder, []).append(offence)
    return found


@cache
def ratchet() -> dict[str, int]:
    lines = (line.split() for line in text_of(RATCHET).splitlines())
    return {folder: int(number) for folder, number in lines}


def lower() -> None:
    """Write the numbers that have shrunk; a number never grows."""
    found = {folder: len(some) for folder, some in offences().items()}
    rows = {folder: min(n, found.get(folder, 0)) for folder, n in ratchet().items()}
    RATCHET.write_text(
        "".join(f"{folder} {n}\n" for folder, n in sorted(rows.items()) if n), encoding="utf-8"
    )
    ratchet.cache_clear()


def test_offences_only_shrink() -> None:
    if os.environ.get("BASELINE_GOLDEN") == "write":
        lower()
    problems: list[str] = []
    for folder in sorted({*offences(), *ratchet()}):
        found, listed = offences().get(folder, []), ratchet().get(folder, 0)
        if len(found) > listed:
            shown = "\n  ".join(str(offence) for offence in found)
            problems.append(f"{folder} has {len(found)}, allowed are {listed}:\n  {shown}")
        elif len(found) < listed:
            problems.append(
                f"{folder} has {len(found)}, but english_ratchet.txt lists {listed}: lower the "
                "number (BASELINE_GOLDEN=write does it)"
            )
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("file", [VERBS, RATCHET], ids=lambda file: file.name)
def test_lists_are_sorted_and_name_each_thing_once(file: Path) -> None:
    names = [line.split()[0] for line in text_of(file).splitlines()]
    assert names == sorted(set(names))


def test_allowed_uses_are_still_there() -> None:
    found = [(offence.file, offence.text) for offence in read_all()]
    assert [
        f"{file}: {part}"
        for file, part in ALLOWED
        if not any(file == where and part in text for where, text in found)
    ] == []


@pytest.mark.parametrize(
    ("source", "reasons"),
    [
        ('"""Rules of S3 buckets."""', []),
        ('"""What a bucket has."""', ["opens with a question word"]),
        ('"""Rules.\n\nIt tells nothing, is no rule."""', ['"tells"', '"is no"']),
        ('def f():\n    """Return the key."""', []),
        ('def f():\n    """Whether it is on."""', ["opens with a question word"]),
        ('def f():\n    """The key."""', ["does not open with a verb of verbs.txt"]),
        ('class A:\n    @property\n    def f(self):\n        """The key."""', []),
        ('class A:\n @property\n def f(self):\n  """Whose."""', ["opens with a question word"]),
        ('class A:\n    key: str\n    """Whose it is."""', ["opens with a question word"]),
        ('x = f"{name} is no longer supported"', []),
        ('x = f"{name} is no {kind}"', ['"is no"']),
        ('x = f"{{name}} {say(\'they are no keys\')}"', ['"are no"']),
        ('x = "Here is\\nno key."', ['"is no"']),
        ('x = "told"', []),
        ('x = ("one " "is told anew")', ['"told"', '"anew"']),
    ],
)  # fmt: skip
def test_offences_are_found(source: str, reasons: list[str]) -> None:
    assert [offence.reason for offence in in_code("a.py", source)] == reasons


def test_pages_are_read() -> None:
    assert Counter(o.line for o in in_page("a.md", "Fine.\nIt tells whoever asks.\n")) == {2: 2}
