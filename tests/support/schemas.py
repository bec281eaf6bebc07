"""Documents against the JSON Schemas that ship with the package."""

import json
from typing import Any

import jsonschema

from soc2_baseline.core import schemas


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads(schemas.text(name)), format_checker=jsonschema.FormatChecker()
    )


def problems(document: dict[str, Any]) -> list[str]:
    """What is wrong with a document, by the schema that it names."""
    errors = validator(document["schema"]).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in errors]


def check_printed(stdout: str) -> None:
    """A printed document of ours fits its schema; other output is left alone."""
    if stdout.startswith('{\n  "schema": '):
        assert problems(json.loads(stdout)) == []
