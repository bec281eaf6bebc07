"""The one check of arguments, for every component.

Arguments are TypedDicts, because Pulumi's schema inference understands them and hands dataclasses
over as plain dicts. At run time a TypedDict checks nothing, so pydantic does, by a copy of it:
strict, without unknown names, and before any resource is registered.
"""

import inspect
import re
from collections.abc import Callable
from enum import Enum
from functools import cache, partial
from typing import (
    Annotated,
    Any,
    Final,
    NotRequired,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    is_typeddict,
)

import pulumi
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Strict,
    TypeAdapter,
    ValidationError,
    WrapValidator,
)
from typing_extensions import TypedDict  # pydantic takes typing's from Python 3.12 on

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.problems import sentences

ACCOUNT_ID: Final = re.compile(r"\d{12}")
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
ORGANIZATION_ID: Final = re.compile(r"o-[a-z0-9]{10,32}")

A = TypeVar("A")
R = TypeVar("R")

_RESOLVERS: Final[dict[type, tuple[type, Callable[[Any], Any]]]] = {}
"""TypedDict to the class that it resolves to, and the function that resolves it."""


def resolves(shape: type, to: type) -> Callable[[Callable[[A], R]], Callable[[A], R]]:
    """Register the function that resolves a TypedDict wherever it is an argument."""

    def register(resolve: Callable[[A], R]) -> Callable[[A], R]:
        _RESOLVERS[shape] = (to, resolve)
        return resolve

    return register


def checked(args: A, shape: type[A], place: str) -> A:
    """Return the arguments with every value of the type that the TypedDict says.

    Enumerations are taken as members or as text, whole numbers as floats too (as other languages
    send them), outputs wherever the type is a ``pulumi.Input``. Arguments with a registered
    resolver come back resolved; those that are resolved already are left alone.

    Raises:
        ConfigError: every argument that is unknown, missing or of another type, in ``place``.
    """
    try:
        return cast(A, _adapter(cast(Any, shape)).validate_python(args))
    except ValidationError as error:
        raise ConfigError(sentences(error, place, shape)) from error


@cache
def _adapter(shape: type) -> TypeAdapter[Any]:
    """Build the validator of a TypedDict, once, when it is first needed."""
    return TypeAdapter(_copy(shape))


def _copy(shape: Any) -> Any:
    """Copy a TypedDict for pydantic: strict, and closed to other names."""
    fields = {name: _translate(hint) for name, hint in shape.__annotations__.items()}
    make: Any = TypedDict  # called with names that mypy cannot read
    copy = make(shape.__name__, fields)
    copy.__pydantic_config__ = ConfigDict(extra="forbid", strict=True)
    return copy


def _translate(hint: Any) -> Any:
    """Translate an annotation for pydantic."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is NotRequired:
        return NotRequired[_translate(inner[0])]
    if origin is Union:  # pulumi.Input: a value, an awaitable, or an output
        return Annotated[_translate(inner[0]), WrapValidator(_unless_later)]
    if origin is list:
        return Annotated[list[_translate(inner[0])], BeforeValidator(_listed)]  # type: ignore[misc]
    if origin is dict:
        return dict[tuple(map(_translate, inner))]  # type: ignore[misc]
    if is_typeddict(hint):
        return _resolving(hint) if hint in _RESOLVERS else _copy(hint)
    if hint is int:
        return Annotated[int, BeforeValidator(_whole)]
    if issubclass(hint, Enum):
        return Annotated[hint, Strict(False)]
    return hint


def _resolving(shape: type) -> Any:
    to, resolve = _RESOLVERS[shape]
    return Annotated[
        _copy(shape),
        AfterValidator(partial(_resolve, resolve)),
        WrapValidator(partial(_unless_resolved, to)),
    ]


def _resolve(resolve: Callable[[Any], Any], args: Any) -> Any:
    try:
        return resolve(args)
    except ConfigError as error:
        raise ValueError(str(error)) from error  # the only kind that pydantic collects


def _unless_resolved(to: type, value: Any, check: Callable[[Any], Any]) -> Any:
    return value if isinstance(value, to) else check(value)


def _unless_later(value: Any, check: Callable[[Any], Any]) -> Any:
    """Leave values alone that are not known yet."""
    later = isinstance(value, pulumi.Output) or inspect.isawaitable(value)
    return value if later else check(value)


def _listed(value: Any) -> Any:
    """Turn a tuple into the list that Pulumi makes of it anyway."""
    return list(value) if isinstance(value, tuple) else value


def _whole(value: Any) -> Any:
    """Turn a whole float into the number that it is: protobuf has no other numbers."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
