"""The page about the components, read from their source: importing pulumi_aws takes seconds."""

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from baseline.docs.markdown import code, codes, page, prose, table
from baseline.docs.source import Class, Member, classes

_INTRODUCTION = (
    "Each component is a Pulumi `ComponentResource`. Its arguments are a dictionary; mistakes in "
    "it are told before anything is provisioned. Secure defaults need no argument."
)
_NAME = re.compile(r"[A-Za-z_]\w*")


def components_page(root: Path) -> str:
    """Each component with arguments and outputs, then what their arguments share."""
    files = [*sorted((root / "components").rglob("*.py")), root / "baseline" / "vocabulary.py"]
    known = {found.name: found for found in classes(root, files)}
    components = sorted(
        (found for found in known.values() if "area" in found.keywords), key=lambda c: c.name
    )
    own = {f"{component.name}Args" for component in components}
    used = _used([known[name] for name in sorted(own & known.keys())], known) - own
    shared = [known[name] for name in sorted(used)]
    return page(
        "Components",
        "components/",
        _INTRODUCTION,
        table(("component", "what it is"), (_row(component) for component in components)),
        *(_section(component, known) for component in components),
        "## Shared arguments",
        *(_shared(found) for found in shared if "TypedDict" in found.bases),
        "## Words",
        table(
            ("type", "accepted", "what it says"),
            (
                (code(found.name), codes(found.values), prose(found.docstring).split("\n")[0])
                for found in shared
                if _is_enumeration(found)
            ),
        ),
    )


def _row(component: Class) -> tuple[str, str]:
    summary = prose(component.docstring).split("\n")[0]
    return f"[{component.name}](#{component.name.lower()})", summary


def _section(component: Class, known: Mapping[str, Class]) -> str:
    token = f"soc2:{component.keywords['area']}:{component.name}"
    args = known.get(f"{component.name}Args")
    blocks = [
        f"## {component.name}",
        f"`from {component.module} import {component.name}`, type `{token}`",
        prose(component.docstring),
    ]
    if args:
        blocks.append(_arguments(args))
    outputs = [member for member in component.members if "Output" in _names(member)]
    if outputs:
        rows = ((code(m.name), code(m.type), prose(m.docstring)) for m in outputs)
        blocks.append(table(("output", "type", "what it is"), rows))
    return "\n\n".join(blocks)


def _shared(found: Class) -> str:
    return f"### {found.name}\n\n{prose(found.docstring)}\n\n{_arguments(found)}"


def _arguments(args: Class) -> str:
    rows = (
        (
            code(member.name),
            code(member.type),
            "yes" if member.required else "no",
            prose(member.docstring),
        )
        for member in args.members
    )
    return table(("argument", "type", "required", "what it is"), rows)


def _used(start: Iterable[Class], known: Mapping[str, Class]) -> set[str]:
    """Names of the known classes that arguments refer to, however deep."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        names = {name for member in waiting.pop().members for name in _names(member)}
        new = {name for name in names & known.keys() - found if _is_argument(known[name])}
        found |= new
        waiting += [known[name] for name in sorted(new)]
    return found


def _names(member: Member) -> set[str]:
    return set(_NAME.findall(ast.unparse(member.annotation)))


def _is_argument(found: Class) -> bool:
    return "TypedDict" in found.bases or _is_enumeration(found)


def _is_enumeration(found: Class) -> bool:
    return "StrEnum" in found.bases
