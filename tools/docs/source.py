"""Classes of source files with their docstrings, read without an import."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Member:
    """An annotated name of a class with the string below it."""

    name: str
    annotation: ast.expr
    docstring: str

    @property
    def required(self) -> bool:
        """Return whether a TypedDict requires the member."""
        return _called(self.annotation) != "NotRequired"

    @property
    def type(self) -> str:
        """Return the type without the wrappers NotRequired, Required, Input and Output."""
        annotation = self.annotation
        while isinstance(annotation, ast.Subscript) and _called(annotation) in _WRAPPERS:
            annotation = annotation.slice
        return ast.unparse(annotation)


@dataclass(frozen=True)
class Class:
    """A class of a source file."""

    name: str
    module: str
    bases: tuple[str, ...]
    keywords: dict[str, str]
    docstring: str
    members: tuple[Member, ...]
    values: tuple[str, ...]
    """Values of an enumeration's members."""


_WRAPPERS = ("NotRequired", "Required", "Input", "Output")


def classes(root: Path, files: Iterable[Path]) -> Iterator[Class]:
    """Yield the classes of the files in order; module names are relative to ``root``."""
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
        module = ".".join(file.relative_to(root).with_suffix("").parts)
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                yield _class(node, module)


def _class(node: ast.ClassDef, module: str) -> Class:
    return Class(
        name=node.name,
        module=module,
        bases=tuple(ast.unparse(base) for base in node.bases),
        keywords={
            keyword.arg: keyword.value.value
            for keyword in node.keywords
            if keyword.arg
            and isinstance(keyword.value, ast.Constant)
            and isinstance(keyword.value.value, str)
        },
        docstring=ast.get_docstring(node) or "",
        members=tuple(_members(node)),
        values=tuple(
            statement.value.value
            for statement in node.body
            if isinstance(statement, ast.Assign)
            and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, str)
        ),
    )


def _members(node: ast.ClassDef) -> Iterator[Member]:
    following: list[ast.stmt | None] = [*node.body[1:], None]
    for statement, after in zip(node.body, following, strict=True):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield Member(statement.target.id, statement.annotation, _text(after))


def _text(statement: ast.stmt | None) -> str:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        value = statement.value.value
        return value if isinstance(value, str) else ""
    return ""


def _called(annotation: ast.expr) -> str:
    """Return the last name of a type: Output for ``pulumi.Output[str]``."""
    if isinstance(annotation, ast.Subscript):
        return _called(annotation.value)
    if isinstance(annotation, ast.Attribute):
        return annotation.attr
    return annotation.id if isinstance(annotation, ast.Name) else ""
