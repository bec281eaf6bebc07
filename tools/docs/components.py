"""The component pages, read from source files: importing pulumi_aws takes seconds."""

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from tools.docs.defaults import Default, defaults
from tools.docs.markdown import code, codes, page, prose, section, table
from tools.docs.source import Class, Member, classes

FOLDER = "components"
_INTRODUCTION = (
    "Each component is a Pulumi `ComponentResource`. Its arguments are a dictionary, which is "
    "checked before anything is provisioned. Secure defaults need no argument."
)
_DEFAULTS = (
    "Properties that the component sets by itself under `prod` and that rules of the policy pack "
    "guard, with the criteria of these rules. Values are those of the example stack; statements of "
    "a policy are named by their Sid. A test breaks each default alone, in the ways listed, and "
    "the rules report it. Defaults without a rule: "
    "[the reasons](../../../tests/pairing/reasons.yaml)."
)
_NAME = re.compile(r"[A-Za-z_]\w*")


def components_page(root: Path) -> str:
    """Return the page that lists all components, then the arguments that they share."""
    components, known = _read(root)
    own = {f"{component.name}Args" for component in components}
    used = _used([known[name] for name in sorted(own & known.keys())], known) - own
    shared = [known[name] for name in sorted(used)]
    return page(
        "Components",
        "components/",
        _INTRODUCTION,
        table(("component", "what it is"), (_row(component) for component in components)),
        "## Shared arguments",
        *(_shared(found) for found in shared if "TypedDict" in found.bases),
        "## Words",
        table(
            ("type", "accepted", "meaning"),
            (
                (code(found.name), codes(found.values), prose(found.docstring).split("\n")[0])
                for found in shared
                if _is_enumeration(found)
            ),
        ),
    )


def component_pages(root: Path) -> dict[str, str]:
    """Return the page of each component by file name."""
    components, known = _read(root)
    by_component: dict[str, list[Default]] = {}
    for default in defaults(root):
        by_component.setdefault(default.component, []).append(default)
    return {
        f"{FOLDER}/{component.name}.md": page(
            component.name,
            f"{component.module.replace('.', '/')}.py and tests/pairing",
            *_blocks(component, known.get(f"{component.name}Args"), by_component),
        )
        for component in components
    }


def _read(root: Path) -> tuple[list[Class], dict[str, Class]]:
    """Return the components, and all classes by name."""
    files = [*sorted((root / "components").rglob("*.py")), root / "core" / "vocabulary.py"]
    known = {found.name: found for found in classes(root, files)}
    components = [found for found in known.values() if "area" in found.keywords]
    return sorted(components, key=lambda found: found.name), known


def _row(component: Class) -> tuple[str, str]:
    summary = prose(component.docstring).split("\n")[0]
    return f"[{component.name}]({FOLDER}/{component.name}.md)", summary


def _blocks(
    component: Class, args: Class | None, by_component: Mapping[str, list[Default]]
) -> Iterator[str]:
    token = f"soc2:{component.keywords['area']}:{component.name}"
    yield f"`from soc2_baseline.{component.module} import {component.name}`, type `{token}`"
    yield prose(component.docstring)
    if args:
        yield "## Arguments"
        yield _arguments(args)
    if component.members:
        rows = ((code(m.name), code(m.type), prose(m.docstring)) for m in component.members)
        yield "## Outputs"
        yield table(("output", "type", "what it is"), rows)
    if own := by_component.get(component.name):
        yield "## Defaults"
        yield _DEFAULTS
        yield from _defaults(own)
    yield "## Monthly costs"
    yield section(component.docstring, "Costs")
    yield "## What it does not do"
    yield section(component.docstring, "Leaves out")


def _defaults(own: Iterable[Default]) -> Iterator[str]:
    for resource, group in groupby(own, key=lambda default: default.name.partition("/")[0]):
        rows = (
            (
                code(default.name.partition("/")[2] or "(present)"),
                code(json.dumps(default.value)) if default.value is not None else "",
                ", ".join(default.ways),
                " ".join(default.criteria),
                codes(default.rules),
            )
            for default in group
        )
        yield f"### {resource}"
        yield table(("default", "value", "broken as", "criteria", "rules"), rows)


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
    """Return the names of the known classes that arguments refer to, at any depth."""
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
