"""Pydantic's findings as our sentences: place, value, and what is accepted."""

from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails


def sentences(
    error: ValidationError, place: str, model: type[BaseModel] | None = None
) -> list[str]:
    """One sentence for each problem; ``place`` is the file or namespace in front of the path."""
    return [_sentence(detail, place, model) for detail in error.errors(include_url=False)]


def _sentence(detail: ErrorDetails, place: str, model: type[BaseModel] | None) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in detail["loc"])
    where = (
        f"{place}{path}"
        if path.startswith("[")
        else f"{place}: {path.removeprefix('.')}"
        if path
        else place
    )
    match detail["type"]:
        case "extra_forbidden":
            owner = _model_at(model, detail["loc"][:-1])
            known = f"; accepted are {', '.join(_names(owner))}" if owner else ""
            return f"{where} is unknown{known}"
        case "missing":
            return f"{where} is missing"
        case "value_error":
            return f"{where}: {detail['ctx']['error']}"
        case "string_pattern_mismatch":
            return (
                f"{where} is {detail['input']!r}; accepted is text like {detail['ctx']['pattern']}"
            )
        case _:
            return f"{where} is {_short(detail['input'])}; {_lower(detail['msg'])}"


def _model_at(model: type[BaseModel] | None, path: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model that owns what stands at a path of names and positions."""
    for step in path:
        if isinstance(step, int) or model is None:
            continue
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        annotation = fields[step].annotation if step in fields else None
        inner = [annotation, *get_args(annotation)]
        model = next((t for t in inner if isinstance(t, type) and issubclass(t, BaseModel)), None)
    return model


def _names(model: type[BaseModel]) -> list[str]:
    return sorted(info.alias or name for name, info in model.model_fields.items())


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
