"""Parser for documents that AWS accepts as JSON or as YAML in one string."""

import json
from typing import Any


class Unreadable(ValueError):
    """A text that is neither JSON nor YAML."""


def tree(text: str) -> Any:
    """Return the parsed content of a text.

    Raises:
        Unreadable: it is neither JSON nor YAML.
    """
    try:
        return json.loads(text)
    except ValueError:
        pass
    except RecursionError as error:
        raise Unreadable from error
    import yaml  # noqa: PLC0415 - slow to load, and JSON is the rule

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unreadable from error
