"""The page about the settings of the stacks."""

import types
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from soc2_baseline.stacks.common.settings import NAMESPACE
from soc2_baseline.stacks.common.tenant_settings import TenantStackSettings
from soc2_baseline.stacks.estate.settings import EstateSettings, TenantEntry
from tools.docs.markdown import code, codes, page, table

_INTRODUCTION = (
    f"Settings are the `{NAMESPACE}:` keys of a stack's configuration. They are read once and "
    "checked together: everything that is wrong is told in one message, and nothing is "
    "provisioned then. Lists and mappings are written as YAML in `Pulumi.<stack>.yaml`, as JSON "
    "behind `baseline preview --config`."
)
_WORDS = {str: "text", int: "number", bool: "true or false"}


def settings_page() -> str:
    """The keys of the root stack, of each tenant in it, and of the tenant stack."""
    return page(
        "Settings",
        "stacks/common/settings.py",
        _INTRODUCTION,
        f"## Root stack\n\n{_table(EstateSettings, f'{NAMESPACE}:')}",
        f"## Each entry of `{NAMESPACE}:tenants`\n\n{_table(TenantEntry)}",
        f"## Tenant stack\n\n{_table(TenantStackSettings, f'{NAMESPACE}:')}",
    )


def _table(model: type[BaseModel], prefix: str = "") -> str:
    headings = ("key", "type", "default", "description")
    fields = model.model_fields.items()
    return table(
        headings,
        (
            (
                code(f"{prefix}{field.alias or name}"),
                _type(field.annotation),
                _default(field),
                field.description or "",
            )
            for name, field in fields
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
    if isinstance(value, Enum):
        return code(str(value.value))
    if isinstance(value, list):
        return codes(str(entry) for entry in value) or "empty"
    return code(str(value)) if value != {} else "empty"
