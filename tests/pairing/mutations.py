"""Breaks one default of one component at a time: what it sets on a resource, or the resource.

A default is named ``component/type(part)/path``; list positions are ``[]``, statements of a policy
document go by their Sid. Each is broken in a few ways (``absent``, ``flipped``, ``low``, ``high``,
``other``, ``anywhere``, and for policy statements ``gone``, ``anyone``, ``anything``,
``everywhere``, ``always``).
"""

import copy
import json
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from soc2_baseline.policy_pack.kit import Resource

Path = tuple[str | int, ...]
FACTOR = 100
_CIDR = re.compile(r"[\d.]+/\d+")
_ABSENT: Any = object()


@dataclass(frozen=True)
class Mutant:
    """A stack with one default broken in one way."""

    default: str
    way: str
    resource: Resource
    """The broken resource; without properties where it was taken out."""
    stack: tuple[Resource, ...]


def mutants(stack: Sequence[Resource], done: Set[str] = frozenset()) -> Iterator[Mutant]:
    """Every default of every component once, at the first resource that shows it.

    ``done`` are the defaults that another stack has shown.
    """
    seen: set[str] = set()
    for resource in stack:
        component = _component(resource)
        if component is None or not resource.type.startswith("aws:"):
            continue
        kind = f"{component}/{_short(resource.type)}{_part(resource)}"
        if kind in done:
            continue
        if kind not in seen:
            seen.add(kind)
            rest = tuple(other for other in stack if other.urn != resource.urn)
            yield Mutant(kind, "gone", replace(resource, props={}), rest)
            if resource.protect:
                yield _mutant(
                    f"{kind}/(protect)", "flipped", replace(resource, protect=False), stack
                )
        for name, way, props in _broken(resource):
            if f"{kind}/{name} {way}" not in seen:
                seen.add(f"{kind}/{name} {way}")
                gone = name.partition(".")[0] not in props
                edges = {p: u for p, u in resource.edges.items() if not (gone and p == name)}
                yield _mutant(
                    f"{kind}/{name}", way, replace(resource, props=props, edges=edges), stack
                )


def values(stack: Sequence[Resource]) -> dict[str, Any]:
    """What each default is, where it is one value or a list of them, known at preview, and no
    policy document."""
    found: dict[str, Any] = {}
    for resource in stack:
        component = _component(resource)
        if component is None or not resource.type.startswith("aws:"):
            continue
        kind = f"{component}/{_short(resource.type)}{_part(resource)}"
        for prop, value in resource.props.items():
            for path, leaf in [] if _is_document(value) else _leaves((prop,), value):
                ones = leaf if isinstance(leaf, list) else [leaf]
                if all(isinstance(one, (str, int, float)) for one in ones):
                    found.setdefault(f"{kind}/{_named(resource.props, path)}", leaf)
    return found


def _mutant(default: str, way: str, broken: Resource, stack: Sequence[Resource]) -> Mutant:
    return Mutant(default, way, broken, tuple(broken if r.urn == broken.urn else r for r in stack))


def _broken(resource: Resource) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for prop, value in resource.props.items():
        if prop in ("tags", "tagsAll"):
            continue
        if _is_document(value):
            yield prop, "absent", _without(resource.props, (prop,))
            for name, way, document in _documents(json.loads(value)):
                text = json.dumps(document)
                yield f"{prop}.{name}", way, {**resource.props, prop: text}
            continue
        for path, leaf in _leaves((prop,), value):
            name = _named(resource.props, path)
            yield name, "absent", _without(resource.props, path)
            for way, other in _others(leaf):
                yield name, way, _with(resource.props, path, other)
    if resource.props.get("tags"):
        bare = {k: v for k, v in resource.props.items() if k not in ("tags", "tagsAll")}
        yield "tags", "absent", {**bare, "tagsAll": {}}


def _is_document(value: Any) -> bool:
    return isinstance(value, str) and value[:1] == "{" and '"Statement"' in value


def _leaves(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict) and value:
        yield path, value
        for key, item in value.items():
            yield from _leaves((*path, key), item)
    elif isinstance(value, list) and value:
        yield path, value
        for index, item in enumerate(value):
            if isinstance(item, (dict, list)):
                yield from _leaves((*path, index), item)
    else:
        yield path, value


def _others(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, bool):
        yield "flipped", not value
    elif isinstance(value, (int, float)):
        yield "low", 1
        yield "high", value * FACTOR
    elif isinstance(value, str):
        yield "other", "other"
        if _CIDR.fullmatch(value):
            yield "anywhere", "0.0.0.0/0"


def _documents(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    statements = document["Statement"]
    for index, statement in enumerate(statements):
        name = statement.get("Sid") or f"[{index}]"
        rest = [*statements[:index], *statements[index + 1 :]]
        yield name, "gone", {**document, "Statement": rest}
        if statement["Effect"] == "Allow":
            for way, changed in (
                ("anyone", {"Principal": "*"} if "Principal" in statement else None),
                ("anything", {"Action": "*"}),
                ("everywhere", {"Resource": "*"} if "Resource" in statement else None),
                ("always", {"Condition": _ABSENT} if "Condition" in statement else None),
            ):
                if changed:
                    other = {k: v for k, v in {**statement, **changed}.items() if v is not _ABSENT}
                    changed_list = [*statements[:index], other, *statements[index + 1 :]]
                    yield name, way, {**document, "Statement": changed_list}


def _with(props: Any, path: Path, value: Any) -> dict[str, Any]:
    return _edited(props, path, lambda holder, step: holder.__setitem__(step, value))


def _without(props: Any, path: Path) -> dict[str, Any]:
    return _edited(props, path, lambda holder, step: holder.__delitem__(step))


def _edited(props: Any, path: Path, edit: Any) -> dict[str, Any]:
    changed: dict[str, Any] = copy.deepcopy(dict(props))
    holder: Any = changed
    for step in path[:-1]:
        holder = holder[step]
    edit(holder, path[-1])
    return changed


def _named(props: Any, path: Path) -> str:
    """Elements that have a name go by it, others by ``[]``."""
    name, value = "", props
    for step in path:
        value = value[step]
        if isinstance(step, int):
            own = value.get("id") or value.get("ruleName") if isinstance(value, dict) else None
            name += f"[{own or ''}]"
        else:
            name += f".{step}"
    return name.lstrip(".")


def _component(resource: Resource) -> str | None:
    """The class of the component that makes a resource."""
    chain = resource.urn.split("::")[2].split("$")
    parents = [kind for kind in chain[:-1] if kind.startswith("soc2:")]
    return parents[-1].rpartition(":")[2] if parents else None


def _part(resource: Resource) -> str:
    """Which of its component's resources of a type it is; zones are all alike, and regions."""
    owner = (resource.parent or "").rpartition("::")[2]
    part = f"-{resource.name.removeprefix(owner).lstrip('-')}"
    part = re.sub(rf"-(a|b|{resource.props.get('region')})(?=-|$)", "", part).lstrip("-")
    return f"({part})" if part else ""


def _short(token: str) -> str:
    _, module, name = token.split(":")
    return f"{module.partition('/')[0]}.{name}"
