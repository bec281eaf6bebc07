"""The page about the settings of the stacks, and the list of their keys."""

import types
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from soc2_baseline.stacks.account.settings import AccountStackSettings
from soc2_baseline.stacks.common.settings import NAMESPACE, AccountSettings
from soc2_baseline.stacks.common.tenant_settings import TenantStackSettings
from soc2_baseline.stacks.estate.settings import EstateSettings
from soc2_baseline.stacks.organization.settings import OrganizationSettings
from tools.docs.markdown import code, codes, page, table

STACKS: dict[str, type[AccountSettings]] = {
    "root": EstateSettings,
    "tenant": TenantStackSettings,
    "account": AccountStackSettings,
    "organization": OrganizationSettings,
}
_FOLDERS = {"root": "the root folder", **{name: f"`stacks/{name}`" for name in list(STACKS)[1:]}}
_INTRODUCTION = (
    f"Settings are the `{NAMESPACE}:` keys of a stack's configuration. They are read once and "
    "checked together: one message lists all problems, before anything is provisioned. Write lists "
    "and mappings as YAML in `Pulumi.<stack>.yaml`, as JSON after `baseline preview --config`."
)
_WORDS = {str: "text", int: "number", bool: "true or false"}


def settings_page() -> str:
    """Return the page with the keys that all stacks share, then those of each stack."""
    shared = AccountSettings.model_fields
    blocks = [f"## All stacks\n\n{_table(AccountSettings, _prefix(''))}"]
    for name, model in STACKS.items():
        own = {key: field for key, field in model.model_fields.items() if key not in shared}
        blocks.append(
            f"## {name.capitalize()} stack\n\nIn {_FOLDERS[name]}, besides those of all stacks."
            f"\n\n{_rows(own, _prefix(''))}"
        )
        blocks += [f"### {code(_prefix(path))}\n\n{_table(inner)}" for path, inner in _nested(own)]
    return page("Settings", "stacks/*/settings.py", _INTRODUCTION, *blocks)


def setting_keys() -> list[str]:
    """Return every key of every stack with its type, a line each; renaming one breaks users."""
    return [
        line for name, model in STACKS.items() for line in _keys(f"{name} {_prefix('')}", model)
    ]


def _prefix(path: str) -> str:
    return f"{NAMESPACE}:{path}"


def _keys(prefix: str, model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        key = f"{prefix}{field.alias or name}"
        required = " (required)" if field.is_required() else ""
        yield f"{key}: {_type(field.annotation).replace('`', '')}{required}"
        for suffix, inner in _models(field.annotation):
            yield from _keys(f"{key}{suffix}.", inner)


def _nested(
    fields: dict[str, FieldInfo], prefix: str = ""
) -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield the path and the model of each mapping with keys of its own; a model once."""
    seen: set[type[BaseModel]] = set()
    waiting = [(prefix, fields)]
    while waiting:
        start, inside = waiting.pop(0)
        for name, field in inside.items():
            for suffix, inner in _models(field.annotation):
                if inner not in seen:
                    seen.add(inner)
                    path = f"{start}{field.alias or name}{suffix}"
                    yield path, inner
                    waiting.append((f"{path}.", inner.model_fields))


def _models(annotation: Any) -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield the models inside a type, with ``[]`` for each list and ``.*`` for each mapping."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield "", annotation
        return
    step = {list: "[]", dict: ".*"}.get(get_origin(annotation), "")
    for inner in get_args(annotation):
        yield from ((f"{step}{suffix}", model) for suffix, model in _models(inner))


def _table(model: type[BaseModel], prefix: str = "") -> str:
    return _rows(model.model_fields, prefix)


def _rows(fields: dict[str, FieldInfo], prefix: str = "") -> str:
    return table(
        ("key", "type", "default", "description"),
        (
            (
                code(f"{prefix}{field.alias or name}"),
                _type(field.annotation),
                _default(field),
                field.description or "",
            )
            for name, field in fields.items()
        ),
    )


def _type(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(inner[0])
    if origin in (Union, types.UnionType):
        return " or ".join(_type(part) for part in inner if part is not type(None))
    if origin is list:
        return f"list of {_type(inner[0])}"
    if origin is dict:
        return f"mapping to {_type(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return codes(str(member.value) for member in annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "mapping, see below"
    return _WORDS.get(annotation, str(annotation))


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return "required"
    if value is None:
        return "none"
    if isinstance(value, bool):
        return code(str(value).lower())
    if isinstance(value, Enum):
        return code(str(value.value))
    if isinstance(value, list):
        return codes(str(entry) for entry in value) or "empty"
    return code(str(value)) if value != {} else "empty"
