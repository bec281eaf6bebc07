"""Sentences for pydantic's errors: place, value, and what is accepted."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias, get_args, is_typeddict

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from soc2_baseline.core.errors import ConfigError

Shape: TypeAlias = type[Any]
"""A pydantic model or a TypedDict, of which sentences list the names."""

Place: TypeAlias = str | Callable[[tuple[int | str, ...]], str]
"""A file or namespace in front of the path, or a function that places a path itself."""

_LONGEST: Final = 60


def sentences(error: ValidationError, place: Place, shape: Shape | None = None) -> list[str]:
    """Return one sentence for each problem."""
    return [
        sentence
        for detail in error.errors(include_url=False)
        for sentence in _sentences(detail, place, shape)
    ]


def _sentences(detail: ErrorDetails, place: Place, shape: Shape | None) -> list[str]:
    where = place(detail["loc"]) if callable(place) else _where(place, detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            owner = _shape_at(shape, detail["loc"][:-1])
            known = f"; accepted are {', '.join(sorted(_members(owner)))}" if owner else ""
            return [f"{where} is unknown{known}"]
        case "missing":
            return [f"{where} is missing{_accepted(shape, detail['loc'])}"]
        case "value_error":
            return [f"{where}: {problem}" for problem in _problems(detail["ctx"]["error"])]
        case "string_pattern_mismatch":
            pattern = detail["ctx"]["pattern"]
            return [f"{where} is {detail['input']!r}; accepted is text like {pattern}"]
        case _:
            return [f"{where} is {_short(detail['input'])}; {_lower(detail['msg'])}"]


def _where(place: str, steps: tuple[int | str, ...]) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    if path.startswith("["):
        return f"{place}{path}"
    return f"{place}: {path.removeprefix('.')}" if path else place


def _problems(error: Exception) -> tuple[str, ...]:
    """Return every problem of a ConfigError that a validator met, or the error's own text."""
    cause = error.__cause__
    return cause.problems if isinstance(cause, ConfigError) else (str(error),)


def _shape_at(shape: Shape | None, path: tuple[int | str, ...]) -> Shape | None:
    """Return the model or TypedDict that owns the value at a path of names and positions."""
    for step in path:
        members = _members(shape) if shape else {}
        if step in members:  # else a position in a list, or a name in a mapping
            shape = _shape_in(members[str(step)])
    return shape


def _shape_in(annotation: Any) -> Shape | None:
    """Return the model or TypedDict that an annotation holds, however deep."""
    if isinstance(annotation, type) and (
        is_typeddict(annotation) or issubclass(annotation, BaseModel)
    ):
        return annotation
    found = (_shape_in(inner) for inner in get_args(annotation))
    return next((shape for shape in found if shape), None)


def _members(shape: Shape) -> dict[str, Any]:
    """Return names as a user writes them, each with its annotation."""
    if is_typeddict(shape):
        return dict(shape.__annotations__)
    return {info.alias or name: info.annotation for name, info in shape.model_fields.items()}


def _accepted(shape: Shape | None, path: tuple[int | str, ...]) -> str:
    """Return the description of a missing field as what is accepted."""
    owner = _shape_at(shape, path[:-1])
    fields = getattr(owner, "model_fields", {})
    texts = [f.description for name, f in fields.items() if path[-1] in (name, f.alias)]
    return f"; accepted is {_lower(texts[0].rstrip('.'))}" if texts and texts[0] else ""


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
