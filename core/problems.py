"""Pydantic's findings as our sentences: place, value, and what is accepted."""

from collections.abc import Callable
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Place = str | Callable[[tuple[int | str, ...]], str]
"""A file or namespace in front of the path, or a function that places a path itself."""


def sentences(
    error: ValidationError, place: Place, model: type[BaseModel] | None = None
) -> list[str]:
    """Return one sentence for each problem."""
    return [_sentence(detail, place, model) for detail in error.errors(include_url=False)]


def _sentence(detail: ErrorDetails, place: Place, model: type[BaseModel] | None) -> str:
    where = place(detail["loc"]) if callable(place) else _where(place, detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            owner = _model_at(model, detail["loc"][:-1])
            known = f"; accepted are {', '.join(_names(owner))}" if owner else ""
            return f"{where} is unknown{known}"
        case "missing":
            return f"{where} is missing{_accepted(model, detail['loc'])}"
        case "value_error":
            return f"{where}: {detail['ctx']['error']}"
        case "string_pattern_mismatch":
            return (
                f"{where} is {detail['input']!r}; accepted is text like {detail['ctx']['pattern']}"
            )
        case _:
            return f"{where} is {_short(detail['input'])}; {_lower(detail['msg'])}"


def _where(place: str, steps: tuple[int | str, ...]) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    if path.startswith("["):
        return f"{place}{path}"
    return f"{place}: {path.removeprefix('.')}" if path else place


def _model_at(model: type[BaseModel] | None, path: tuple[int | str, ...]) -> type[BaseModel] | None:
    """Return the model that owns the value at a path of names and positions."""
    for step in path:
        fields = {i.alias or name: i for name, i in model.model_fields.items()} if model else {}
        if step not in fields:  # a position in a list, a name in a mapping
            continue
        annotation = fields[str(step)].annotation
        inner = [annotation, *get_args(annotation)]
        model = next((t for t in inner if isinstance(t, type) and issubclass(t, BaseModel)), None)
    return model


def _accepted(model: type[BaseModel] | None, path: tuple[int | str, ...]) -> str:
    """Return the description of a missing field as what is accepted."""
    owner = _model_at(model, path[:-1])
    fields = owner.model_fields if owner else {}
    texts = [f.description for name, f in fields.items() if path[-1] in (name, f.alias)]
    return f"; accepted is {_lower(texts[0].rstrip('.'))}" if texts and texts[0] else ""


def _names(model: type[BaseModel]) -> list[str]:
    return sorted(info.alias or name for name, info in model.model_fields.items())


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
